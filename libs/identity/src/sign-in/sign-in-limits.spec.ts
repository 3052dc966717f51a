// Which addresses count as one, and when the limits close.
import { describe, expect, it } from 'vitest';
import { networkOf, SignInLimits, TRIES_AT_ORGANIZATION } from './sign-in-limits.js';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:DB8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('of %s is %s', (address, network) => expect(networkOf(address)).toBe(network));
});

describe('the limits', () => {
  it('answer a sixteenth try at one account no differently, and refuse the sixty-first of one address', async () => {
    const limits = new SignInLimits();
    for (let each = 0; each < 15; each++) expect(await limits.take('192.0.2.7', 'a')).toBe(true);
    expect(await limits.take('192.0.2.7', 'a')).toBe(false);
    expect(await limits.take('192.0.2.8', 'a')).toBe(true);
    for (let each = 0; each < 44; each++) await limits.take('192.0.2.7', `other ${each}`);
    await expect(limits.take('192.0.2.7', 'b')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('do not count right passwords', async () => {
    const limits = new SignInLimits();
    for (let each = 0; each < 100; each++) {
      expect(await limits.take('192.0.2.7', 'a')).toBe(true);
      await limits.giveBack('192.0.2.7', 'a', 'organisation');
    }
  });

  it('refuse what an organisation is tried with from everywhere, but not where its people sign in', async () => {
    const limits = new SignInLimits();
    await limits.giveBack('192.0.2.7', 'a', 'tried');
    const from = (each: number): string => `203.0.${each >> 8}.${each & 255}`;
    for (let each = 0; each <= TRIES_AT_ORGANIZATION; each++) await limits.takeAt('tried', from(each));
    expect(await limits.takeAt('tried', '198.51.100.1')).toBe(false);
    expect(await limits.takeAt('tried', '192.0.2.7')).toBe(true);
    expect(await limits.takeAt('other', '198.51.100.1')).toBe(true);
  });
});
