// Which URLs get the derived password.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RootKey, RootKeyFile } from '../../crypto/root-key.js';
import { loginPassword, signedIn } from './prepare.js';

describe('a URL without a password', () => {
  let key: RootKey;
  beforeAll(async () => {
    key = await RootKey.load(new RootKeyFile(join(mkdtempSync(join(tmpdir(), 'haven-key-')), 'root.key')));
  });

  it('gets the derived one when it names a login of ours', () => {
    const url = new URL(signedIn('postgres://haven_app@db.example:5432/haven', key));
    expect(url.password).toBe(loginPassword(key, 'haven_app'));
    expect(url.host + url.pathname).toBe('db.example:5432/haven');
  });

  it.each(['postgres://haven_app:chosen@db.example/haven', 'postgres://somebody@db.example/haven'])(
    'stays as it is otherwise: %s',
    (url) => {
      expect(signedIn(url, key)).toBe(url);
    },
  );
});
