// Slips: texts that only we can have written, such as refresh tokens and invitations. Nothing of them is stored: they are worked out again.
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

const MAC = /^[A-Za-z0-9_-]{43}$/;

/** One kind of slip: `<mark>.<part>.<part>…<HMAC-SHA-256 in base64url>`. Each kind has a key of its own, so none passes for another. */
export class Slips {
  /**
   * @param mark the kind and its version, such as `r1`
   * @param count how many parts there are between mark and MAC
   */
  constructor(
    private readonly key: KeyObject,
    private readonly mark: string,
    private readonly count: number,
  ) {}

  /** @param bound what the slip is bound to without saying it */
  write(parts: readonly string[], bound = ''): string {
    const said = [this.mark, ...parts].join('.');
    return `${said}.${this.mac(said, bound).toString('base64url')}`;
  }

  /** The parts of a slip, its MAC unchecked; undefined when it does not look like one. */
  parts(text: string): string[] | undefined {
    const [mark, ...parts] = text.split('.');
    const mac = parts.pop();
    return mark === this.mark && parts.length === this.count && mac && MAC.test(mac) ? parts : undefined;
  }

  /** Whether we wrote this very text. */
  isOurs(text: string, bound = ''): boolean {
    const end = text.lastIndexOf('.');
    const mac = text.slice(end + 1);
    const expected = this.mac(text.slice(0, Math.max(end, 0)), bound);
    // base64url has spare bits at its end: of the spellings that decode alike only ours is taken.
    return (
      timingSafeEqual(
        Buffer.from(mac.padEnd(43).slice(0, 43), 'latin1'),
        Buffer.from(expected.toString('base64url'), 'latin1'),
      ) && mac.length === 43
    );
  }

  private mac(said: string, bound: string): Buffer {
    return createHmac('sha256', this.key).update(`${said.length}.${said}${bound}`).digest();
  }
}
