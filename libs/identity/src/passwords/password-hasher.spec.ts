// The password hasher: one hash for each try, and not too many at once.
import { RootKey } from '@haven/platform';
import { beforeAll, describe, expect, it } from 'vitest';
import { PasswordHasher } from './password-hasher.js';

const rootKey = (byte: number) => RootKey.load({ load: async () => Buffer.alloc(32, byte) });

describe('the password hasher', () => {
  let hasher: PasswordHasher;
  beforeAll(async () => {
    hasher = new PasswordHasher(await rootKey(1));
  });

  it('knows a password again, however its letters were composed, and no other', async () => {
    const hash = await hasher.hash('é café ﬁn');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(await hasher.verify('é café fin', hash)).toBe(true);
    expect(await hasher.verify('e cafe fin', hash)).toBe(false);
  });

  it('makes another hash each time, and none that another root key could check', async () => {
    const hash = await hasher.hash('green kettle');
    expect(await hasher.hash('green kettle')).not.toBe(hash);
    expect(await new PasswordHasher(await rootKey(2)).verify('green kettle', hash)).toBe(false);
  });

  it('works out exactly one hash for a try, also when there is nothing to compare with', async () => {
    const hash = await hasher.hash('green kettle');
    for (const known of [hash, undefined]) {
      const before = hasher.runs;
      await hasher.verify('wrong', known);
      expect(hasher.runs - before).toBe(1);
    }
  });

  it('refuses what would have to wait too long, and recovers', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 44 }, () => hasher.verify('wrong', undefined)));
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ reason: { code: 'RATE_LIMITED' } });
    expect(await hasher.verify('wrong', undefined)).toBe(false);
  });
});
