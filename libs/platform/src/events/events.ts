// Events: facts that others may hear. Telling one writes an outbox row in the same transaction; the worker hands it to its listeners.
import { newId, now } from '@haven/kernel';
import { Injectable } from '@nestjs/common';
import { unitOfWork } from '../database/unit-of-work.js';

/** A fact. It carries ids only: names and texts are looked up, with permissions, by whoever hears it. */
export interface Fact {
  readonly topic: string;
  readonly payload: { readonly [name: string]: string | number | boolean | null };
}

/**
 * Declares a fact of a noun: `export const CaseClosed = fact<{ caseId: string }>('case.closed')`.
 * Tell it with `events.tell(CaseClosed({ caseId }))`.
 */
export function fact<P extends Fact['payload']>(
  topic: string,
): ((payload: P) => Fact & { payload: P }) & { topic: string } {
  return Object.assign((payload: P) => ({ topic, payload }), { topic });
}

@Injectable()
export class Events {
  /** @param dueAt when listeners may hear of it; at once unless said otherwise */
  async tell({ topic, payload }: Fact, dueAt: Date = now()): Promise<void> {
    const work = unitOfWork();
    await work.run(
      'insert into "outbox" (organization_id, id, topic, payload, user_id, created_at, due_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [work.who.organizationId, newId(), topic, JSON.stringify(payload), work.who.userId, now(), dueAt],
    );
  }
}
