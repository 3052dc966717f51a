// Hears, Undertakes and Every: how a provider's method says which facts it hears, or when its turn comes. The worker finds the marks when it starts.
import 'reflect-metadata';
import type { Permission } from '../access/permissions.js';
import type { Fact, FactOf } from '../events/events.js';

/** What a method is marked with; `permissions` are all that it may do beyond unscoped reading. */
export type Mark =
  | { kind: 'listener'; topic: string; long: boolean; permissions: readonly Permission[] }
  | { kind: 'schedule'; name: string; periodMs: number; permissions: readonly Permission[] };

/** How often a schedule's turn comes: `1 hour`, `15 minutes`, `1 day`. Periods are counted in UTC. */
export type Period = `${number} ${'minute' | 'hour' | 'day'}${'' | 's'}`;

type Method<A extends unknown[]> = <M extends (...args: A) => Promise<unknown>>(
  target: object,
  name: string,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

const KEY = Symbol('job');
const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * The method hears a fact: `@Hears(CaseClosed) async afterClosing({ caseId }: …)`. Its changes and the mark that it has heard
 * are one transaction, so what it does in the database is done once; what it sends elsewhere may go out again after a crash.
 * `Class.method` is its name in the outbox: a listener that is renamed hears again what is still under way.
 * @param permissions with which it calls services, each reaching the whole organisation
 */
export const Hears = <P extends Fact['payload']>(fact: FactOf<P>, ...permissions: Permission[]): Method<[payload: P]> =>
  mark({ kind: 'listener', topic: fact.topic, long: false, permissions });

/**
 * The method takes on long work that a fact asks for: `@Undertakes(FileArrived) async scan({ fileId }: …)`. It runs outside any
 * transaction, for minutes if need be, and opens short ones of its own with `Transactions`. That it is through is written down after it
 * has returned, so the deed must be repeatable: a worker that dies, or is stopped, leaves the work half done, and another begins it anew.
 * It throws `NotYet` when what it needs is away. Whoever else hears such a fact hears it in the same lane, behind other long work.
 * @param permissions with which it calls services, each reaching the whole organisation
 */
export const Undertakes = <P extends Fact['payload']>(
  fact: FactOf<P>,
  ...permissions: Permission[]
): Method<[payload: P]> => mark({ kind: 'listener', topic: fact.topic, long: true, permissions });

const A_MINUTE_MS = 60_000;

/** A listener cannot do its work at present, through nobody's failure: the fact waits, does not count the attempt and is never parked for it. */
export class NotYet extends Error {
  constructor(readonly delayMs = A_MINUTE_MS) {
    super('Not yet');
  }
}

/**
 * The method's turn comes once in each period for each organisation, however many workers there are, and again a minute later when it
 * failed. It is one transaction: work that takes longer than some seconds belongs into facts.
 * @param name of the schedule, for ever: `sessions.forgetExpired`
 */
export const Every = (period: Period, name: string, ...permissions: Permission[]): Method<[]> =>
  mark({ kind: 'schedule', name, periodMs: millisecondsOf(period), permissions });

function mark<A extends unknown[]>(what: Mark): Method<A> {
  return (_target, _name, descriptor) => Reflect.defineMetadata(KEY, what, descriptor.value as object);
}

export const markOf = (method: object): Mark | undefined => Reflect.getMetadata(KEY, method) as Mark | undefined;

function millisecondsOf(period: Period): number {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(period) ?? [];
  if (!count || !unit) throw new Error(`No such period: ${period}`);
  return Number(count) * UNIT_MS[unit]!;
}
