// Request context: what is true of the operation under way, carried by the async call chain and never by a parameter.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Who } from './who.js';

export interface RequestContext {
  requestId: string;
  /** The root fields that are asked for, or the name of the job; stands in the audit trail. */
  operation: string;
  who?: Who;
  /** Address the request came from. */
  address?: string;
  idempotencyKey?: string;
  /** Works out anew who asks and whether they may, once their access turned out to have changed; where that can be asked again. */
  askAnew?: () => Promise<Who | undefined>;
}

const storage = new AsyncLocalStorage<RequestContext>();

export const inContext = <T>(context: RequestContext, deed: () => T): T => storage.run(context, deed);

/** What is under way, for telling of it; undefined at the start and between jobs. */
export const contextIfAny = (): RequestContext | undefined => storage.getStore();

/** @throws when nothing is under way: data is touched only inside a request, a job or a test stage. */
export function context(): RequestContext {
  const current = storage.getStore();
  if (!current) throw new Error('No operation is under way: data is touched inside a request, a job or a test stage');
  return current;
}

/** From here on this one asks: the one whom a ticket names. */
export const actAs = (asker: Who): void => void (context().who = asker);

/** Who asks. @throws when nobody is signed in. */
export function who(): Who {
  const current = context().who;
  if (!current) throw new Error('Nobody has signed in for this operation');
  return current;
}
