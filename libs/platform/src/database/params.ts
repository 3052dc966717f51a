// Params: the values of one statement and their placeholders. A statement that is kept leaves open what belongs to one request.
import type { Who } from '../access/who.js';
import type { KeyRequest } from '../crypto/key-request.js';
import { today } from './today.js';

/** One request, as far as a statement needs to know it. */
export interface Asked {
  who: Who;
  /** Id or ids of the records that are asked for. */
  id?: string | readonly string[];
  nonce?: string;
  keys?: KeyRequest;
  /** Values of the audit event that the statement writes, in the order of its columns. */
  event?: readonly unknown[];
}

/** A value that each request fills in for itself. */
export class Open {
  constructor(readonly of: (asked: Asked) => unknown) {}
}

const ORGANIZATION = new Open(({ who }) => who.organizationId);
const ME = new Open(({ who }) => who.userId);
const TODAY = new Open(({ who }) => today(who));

export class Params {
  /** Whether the statement is worth keeping for later requests, and may be: what a person is called is not kept. */
  keepable = true;
  private readonly slots: unknown[] = [];
  private readonly named = new Map<string, string>();

  add(value: unknown, cast = ''): string {
    this.slots.push(value);
    return `$${this.slots.length}${cast}`;
  }

  /** The same value under one placeholder, however often it is asked for. */
  once(name: string, value: unknown, cast = ''): string {
    let placeholder = this.named.get(name);
    if (!placeholder) this.named.set(name, (placeholder = this.add(value, cast)));
    return placeholder;
  }

  get organization(): string {
    return this.once('organization', ORGANIZATION, '::uuid');
  }

  get me(): string {
    return this.once('me', ME, '::uuid');
  }

  get today(): string {
    return this.once('today', TODAY, '::date');
  }

  /** The values for one request, in the order of their placeholders. */
  filled(asked: Asked): unknown[] {
    return this.slots.map((slot) => (slot instanceof Open ? slot.of(asked) : slot));
  }
}
