// The reader: runs compiled statements and makes their answers readable.
import { Injectable } from '@nestjs/common';
import type { Who } from '../../access/who.js';
import { Keyring } from '../../crypto/keyring.js';
import { Seal } from '../../crypto/seal.js';
import { readEvent } from '../audit.js';
import type { Answer } from '../batch.js';
import { Database } from '../database.js';
import { reading, type UnitOfWork } from '../unit-of-work.js';
import { planOf, type Plan, type Question } from './plan.js';
import { splice } from './splice.js';
import { newNonce } from './tokens.js';

/** A plan, and the id or ids of the records that one request asks for. */
export interface Planned {
  plan: Plan;
  id?: string | readonly string[];
}

export interface Reading {
  /** JSON text of the answer, in pieces; `null` for a record that is not there or out of reach. */
  json: readonly string[];
  /** Fields that were left out because the asking user's roles do not see their class. */
  withheld: ReadonlySet<string>;
}

@Injectable()
export class Reader {
  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly seal: Seal,
  ) {}

  /** @throws FORBIDDEN, BAD_USER_INPUT */
  planned(who: Who, question: Question): Planned {
    return { plan: planOf(who, question, this.seal), id: question.id ?? question.ids };
  }

  /** Answers as an operation of its own, in one round trip. */
  async alone(who: Who, planned: Planned): Promise<Reading> {
    const mode = reading(planned.plan.traced);
    return this.answer(who, planned, (text, values) => this.database.onceForTexts(who, mode, text, values));
  }

  /** Answers within the unit of work under way. */
  async within(work: UnitOfWork, planned: Planned): Promise<Reading> {
    return this.answer(work.who, planned, (text, values) => work.run(text, values));
  }

  private async answer(
    who: Who,
    { plan, id }: Planned,
    run: (text: string, values: readonly unknown[]) => Promise<Answer>,
  ): Promise<Reading> {
    // The organisation's own keys ask nothing of the keyring once they are cached; those of the people shown are added later.
    const keys = await this.keyring.load(who.organizationId, [who.organizationId]);
    const nonce = newNonce();
    const event = plan.traced ? readEvent(who, keys) : undefined;
    const { rows } = await run(plan.text, plan.params.filled({ who, id, nonce, keys, event }));
    const json = await splice(rows[0]?.[0] ?? 'null', nonce, plan, keys, this.keyring, this.seal);
    return { json, withheld: plan.withheld };
  }
}
