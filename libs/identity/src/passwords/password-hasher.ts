// The password hasher: argon2id with a secret that is in no database, a few at a time.
import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto';
import { commonErrors } from '@haven/kernel';
import { RootKey } from '@haven/platform';
import { Injectable } from '@nestjs/common';

/** What OWASP asks for at least: 19 MiB, two passes, one lane. About 40 ms on one core. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 };
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Hashes at once. Each takes a core and 19 MiB; everything else must go on meanwhile. */
const AT_ONCE = 2;
/** Hashes that may wait for their turn, about a second's worth. */
const LONGEST_QUEUE = 40;
const PHC = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

@Injectable()
export class PasswordHasher {
  /** Hashes worked out since the start: every try costs exactly one, whoever tries. */
  runs = 0;
  private busy = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly secret: Buffer;
  /** Stands in for the hash of a user who is not there. */
  private readonly nobodys = phc(COST, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));

  constructor(rootKey: RootKey) {
    // With the secret of RFC 9106: who steals the table cannot even try passwords on it.
    this.secret = rootKey.derive('password hash');
  }

  /** The hash as a PHC string. @throws RATE_LIMITED when too many wait already */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    return phc(COST, salt, await this.work(password, salt, COST));
  }

  /**
   * Whether the password is the one behind the hash. Without a hash one is worked out all the same, so that nobody can
   * tell from the time which users there are.
   * @throws RATE_LIMITED when too many wait already
   */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    const [, memory, passes, parallelism, salt, tag] = PHC.exec(hash ?? this.nobodys) ?? [];
    if (!salt || !tag) throw new Error('This is not the hash of a password');
    const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) };
    const found = await this.work(password, Buffer.from(salt, 'base64'), cost);
    return timingSafeEqual(found, Buffer.from(tag, 'base64')) && hash !== undefined;
  }

  private async work(password: string, nonce: Buffer, cost: typeof COST): Promise<Buffer> {
    await this.turn();
    try {
      this.runs++;
      return await argon2id({
        ...cost,
        nonce,
        message: password.normalize('NFKC'),
        tagLength: TAG_BYTES,
        secret: this.secret,
      });
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.busy--;
    }
  }

  private async turn(): Promise<void> {
    if (this.busy < AT_ONCE) return void this.busy++;
    if (this.waiting.length >= LONGEST_QUEUE) throw commonErrors.RATE_LIMITED();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

const argon2id = (parameters: Argon2Parameters): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    argon2('argon2id', parameters, (error, tag) => (error ? reject(error) : resolve(tag))),
  );

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

const phc = ({ memory, passes, parallelism }: typeof COST, salt: Buffer, tag: Buffer): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;
