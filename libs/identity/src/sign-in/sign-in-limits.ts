// Sign-in limits: how many tries an address has, how many at one account, and how many an organisation takes. Right passwords do not count.
import { isIPv6 } from 'node:net';
import { commonErrors } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const QUARTER_HOUR_S = 900;
/** An office behind one address shares these. */
const TRIES_BY_ADDRESS = 60;
const TRIES_AT_ACCOUNT = 15;
/** Of all accounts and addresses together: guessing that is spread over many shows here, and nowhere else. */
export const TRIES_AT_ORGANIZATION = 300;
const DAY_MS = 86_400_000;
const MOST_KNOWN = 10_000;

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

  private readonly organizations = new RateLimiterMemory({
    keyPrefix: 'organization',
    points: TRIES_AT_ORGANIZATION,
    duration: QUARTER_HOUR_S,
  });
  /** From where somebody of which organisation signed in lately: strangers' guessing keeps none of those out. */
  private readonly known = new LRUCache<string, true>({ max: MOST_KNOWN, ttl: DAY_MS });

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

  /** Takes a try at an organisation, once it is known which; false is to be answered like a wrong password. */
  async takeAt(organizationId: string, address: string): Promise<boolean> {
    return (
      (await taken(this.organizations, organizationId)) || this.known.has(`${networkOf(address)} ${organizationId}`)
    );
  }

  /** Gives a try back: it was right. */
  async giveBack(address: string, account: string, organizationId: string): Promise<void> {
    await this.addresses.reward(networkOf(address), 1);
    await this.accounts.reward(`${networkOf(address)} ${account}`, 1);
    await this.organizations.reward(organizationId, 1);
    this.known.set(`${networkOf(address)} ${organizationId}`, true);
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
