// The sign-in register: which address signs in which user of which organisation. The one table that knows all organisations, so it
// holds a blind index of the address and a hash, and nothing that names anybody.
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { now } from '@haven/kernel';
import { Database, RootKey, unitOfWork } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { emailForm } from './email-address.js';

/** A try at signing in that was granted. */
export interface Try {
  organizationId: string;
  userId: string;
  hash: string;
  /** When the next try is granted, if this one fails; none while tries are free. */
  lockedUntil?: Date;
}

/** Wrong passwords without any delay; then 1, 2, 4 … minutes. */
export const FREE_TRIES = 5;
export const LONGEST_LOCK_MINUTES = 15;

@Injectable()
export class SignInRegister {
  private readonly key: KeyObject;

  constructor(
    rootKey: RootKey,
    private readonly database: Database,
  ) {
    this.key = createSecretKey(rootKey.derive('sign-in e-mail index'));
  }

  /** The blind index of an address: 64 hexadecimal characters. What is no address has one too, under which nobody is. */
  indexOf(email: string): string {
    return createHmac('sha256', this.key)
      .update(emailForm(email) ?? `no address: ${email}`)
      .digest('hex');
  }

  /** The organisation in which an address signs somebody in, if it does. For the installation itself; no client may learn it. */
  async organizationOf(index: string): Promise<string | undefined> {
    const { rows } = await this.database.outside('select organization_id from sign_in where email_index = $1', [
      bytesOf(index),
    ]);
    return rows[0]?.[0] ?? undefined;
  }

  /**
   * Counts a try before it is made, so that many at once cannot outrun the count; undefined when nobody has the address or it is
   * locked. Both cost the same: one statement, and no waiting for the disk whether a row was written or not.
   */
  tryAt(index: string): Promise<Try | undefined> {
    return this.tryWhere('email_index', bytesOf(index));
  }

  /** The same for a user who has signed in already. */
  tryOf(userId: string): Promise<Try | undefined> {
    return this.tryWhere('user_id', userId);
  }

  private async tryWhere(column: 'email_index' | 'user_id', value: Buffer | string): Promise<Try | undefined> {
    const { rows } = await this.database.outside(
      `with relaxed as (select set_config('synchronous_commit', 'off', true)),
        tried as (
          update sign_in set failures = failures + 1,
            locked_until = case when failures + 1 >= $3::integer
              then $2::timestamptz + least($4::integer, power(2, least(failures + 1 - $3::integer, 10))) * interval '1 minute' end
            where ${column} = $1 and (locked_until is null or locked_until <= $2::timestamptz)
            returning organization_id, user_id, password_hash, locked_until)
       select organization_id, user_id, password_hash, locked_until from relaxed left join tried on true`,
      [value, now(), FREE_TRIES, LONGEST_LOCK_MINUTES],
    );
    const [organizationId, userId, hash, lockedUntil] = rows[0]!;
    if (!organizationId || !userId || !hash) return undefined;
    return { organizationId, userId, hash, lockedUntil: lockedUntil ? new Date(lockedUntil) : undefined };
  }

  /** The right password came: tries are free again. */
  async forgive(userId: string): Promise<void> {
    await this.database.outside('update sign_in set failures = 0, locked_until = null where user_id = $1', [userId]);
  }

  /**
   * Writes down a user's password, and the address as theirs if it is nobody's yet. Belongs to the operation under way.
   * @returns false when the address signs in somebody else, of whatever organisation
   */
  async claim(index: string, organizationId: string, userId: string, hash: string): Promise<boolean> {
    const { touched } = await unitOfWork().run(
      `insert into sign_in (email_index, organization_id, user_id, password_hash) values ($1, $2, $3, $4)
         on conflict (email_index) do update set password_hash = excluded.password_hash, failures = 0, locked_until = null
         where sign_in.organization_id = excluded.organization_id and sign_in.user_id = excluded.user_id`,
      [bytesOf(index), organizationId, userId, hash],
    );
    return touched === 1;
  }
}

const bytesOf = (index: string): Buffer => Buffer.from(index, 'hex');
