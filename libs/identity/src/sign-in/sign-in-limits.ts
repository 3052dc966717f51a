// Sign-in limits: how many tries an address has, and how many at one account. Right passwords do not count.
import { isIPv6 } from 'node:net';
import { commonErrors } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const QUARTER_HOUR_S = 900;
/** An office behind one address shares these. */
const TRIES_BY_ADDRESS = 60;
const TRIES_AT_ACCOUNT = 15;

@Injectable()
export class SignInLimits {
  private readonly addresses = new RateLimiterMemory({
    keyPrefix: 'address',
    points: TRIES_BY_ADDRESS,
    duration: QUARTER_HOUR_S,
  });
  private readonly accounts = new RateLimiterMemory({
    keyPrefix: 'account',
    points: TRIES_AT_ACCOUNT,
    duration: QUARTER_HOUR_S,
  });

  /**
   * Takes a try, before it is made.
   * @param account blind index of the account meant, whether there is one or not
   * @returns false when this address tried this account too often; it is to be answered like a wrong password
   * @throws RATE_LIMITED when the address tried too often, whatever it tried
   */
  async take(address: string, account: string): Promise<boolean> {
    if (!(await taken(this.addresses, networkOf(address)))) throw commonErrors.RATE_LIMITED();
    return taken(this.accounts, `${networkOf(address)} ${account}`);
  }

  /** Gives a try back: it was right. */
  async giveBack(address: string, account: string): Promise<void> {
    await this.addresses.reward(networkOf(address), 1);
    await this.accounts.reward(`${networkOf(address)} ${account}`, 1);
  }
}

async function taken(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/** Who has an IPv6 address has 2^64 of them: the first four groups are what counts. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const groups = head === '' ? [] : head.split(':');
  const last = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - groups.length - last.length)).fill('0');
  return [...groups, ...zeros, ...last]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}
