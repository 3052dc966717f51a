// The state machine: which moves a record may make from one status to another, and the refusal of all others.
import type { DomainError } from './domain-error.js';

/**
 * The statuses of one noun and the moves between them.
 *
 *     const caseStates = new StateMachine<CaseStatus>('case', { intake: ['active'], active: ['closed'], closed: [] }, refuse);
 *
 * Staying in a status is a move like any other: it passes only when it is listed.
 */
export class StateMachine<S extends string> {
  /** Every status, in the order in which they were written down. */
  readonly states: readonly S[];
  private readonly moves: ReadonlyMap<string, ReadonlySet<S>>;

  /**
   * @param noun what it is the status of; used in messages to programmers.
   * @param moves for each status, those that may follow it; an empty list ends the story.
   * @param refuse makes the error for a move that is not listed.
   * @throws Error when a move leads to a status that has no line of its own.
   */
  constructor(
    readonly noun: string,
    moves: Readonly<Record<S, readonly S[]>>,
    private readonly refuse: (from: S, to: S) => DomainError,
  ) {
    this.states = Object.keys(moves) as S[];
    // A Map, so that a status called `constructor` or `__proto__` finds nothing.
    this.moves = new Map(this.states.map((state) => [state, new Set(moves[state])]));
    for (const [from, targets] of this.moves) {
      for (const to of targets) {
        if (!this.moves.has(to)) throw new Error(`A ${noun} may move from ${from} to ${to}, but ${to} is no status.`);
      }
    }
  }

  /** Whether this move is listed. */
  can(from: S, to: S): boolean {
    return this.moves.get(from)?.has(to) ?? false;
  }

  /** Where a record in this status may go; empty at the end of its story. */
  next(from: S): S[] {
    return [...(this.moves.get(from) ?? [])];
  }

  /**
   * Moves the record, or leaves it untouched and throws.
   * @throws the DomainError made by `refuse` when the move is not listed.
   */
  move<T extends { status: S }>(record: T, to: S): void {
    if (!this.can(record.status, to)) throw this.refuse(record.status, to);
    record.status = to;
  }
}
