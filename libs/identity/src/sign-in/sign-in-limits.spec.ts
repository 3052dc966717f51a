// Which addresses count as one, and when the limits close.
import { describe, expect, it } from 'vitest';
import { networkOf, SignInLimits } from './sign-in-limits.js';

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
      await limits.giveBack('192.0.2.7', 'a');
    }
  });
});
