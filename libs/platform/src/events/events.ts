// Events: facts that others may hear. Telling one writes an outbox row in the same transaction; the worker hands it to its listeners.
import { isId, newId, now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { unitOfWork } from '../database/unit-of-work.js';

/** A fact. It carries ids, numbers and codes: names and texts are looked up by whoever hears it. */
export interface Fact {
  readonly topic: string;
  readonly payload: Payload;
}
type Payload = { readonly [name: string]: string | number | boolean | null };

/** Free text has no place in a fact: a string is an id, named so, or one of an enum. */
type WithoutText<P> = { [K in keyof P]: K extends `${string}Id` ? P[K] : string extends P[K] ? never : P[K] };

/** Makes facts of one topic; listeners name it to hear them. */
export interface FactOf<P extends Payload> {
  (payload: P): Fact & { payload: P };
  readonly topic: string;
}

/**
 * Declares a fact of a noun: `export const CaseClosed = fact<{ caseId: string }>('case.closed')`.
 * Tell it with `events.tell(CaseClosed({ caseId }))`, hear it with `@Hears(CaseClosed)`.
 */
export function fact<P extends Payload & WithoutText<P>>(topic: string): FactOf<P> {
  return Object.assign((payload: P) => ({ topic, payload }), { topic });
}

const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

/** Types are gone when the system runs: this is what keeps a name out of the outbox all the same. */
function mustHoldNoText({ topic, payload }: Fact): void {
  for (const [name, value] of Object.entries(payload)) {
    if (typeof value !== 'string' || (name.endsWith('Id') ? isId(value) : CODE.test(value))) continue;
    throw new Error(`The fact ${topic} tells ids, numbers and codes; its ${name} is none of them`);
  }
}

@Injectable()
export class Events {
  /** @param dueAt when listeners may hear of it; at once unless said otherwise */
  async tell(told: Fact, dueAt: Date = now()): Promise<void> {
    mustHoldNoText(told);
    const work = unitOfWork();
    await work.run(
      'insert into "outbox" (organization_id, id, topic, payload, user_id, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [work.who.organizationId, newId(), told.topic, JSON.stringify(told.payload), work.who.userId, now(), dueAt],
    );
  }
}
