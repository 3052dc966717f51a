// What is told of cases: facts to all who hear them later, one question to those who must be asked before, and a word to those who follow at once.
import type { DomainError } from '@haven/kernel';
import { fact } from '@haven/platform';
import { Injectable } from '@nestjs/common';

export const CaseOpened = fact<{ caseId: string }>('case.opened');
export const CaseProgrammeChanged = fact<{ caseId: string }>('case.programmeChanged');
export const CaseAssigned = fact<{ caseId: string; assigneeId: string | null; teamId: string }>('case.assigned');
export const CaseMoved = fact<{ caseId: string }>('case.moved');
export const CaseClosed = fact<{ caseId: string }>('case.closed');
export const CaseReopened = fact<{ caseId: string }>('case.reopened');

/** Says why a case cannot be closed yet, or null. It runs in the operation that closes, on the locked case. */
export type ClosingGuard = (caseId: string) => Promise<DomainError | null>;

/**
 * Those who are asked before a case closes. A case does not know what hangs on it; whatever does registers a guard when the app starts:
 * `guards.register(async (caseId) => (await openTasks(caseId)) > 0 ? caseErrors.CASE_HAS_OPEN_TASKS() : null)`.
 */
@Injectable()
export class ClosingGuards {
  private readonly guards: ClosingGuard[] = [];

  register(guard: ClosingGuard): void {
    this.guards.push(guard);
  }

  /** @throws the first refusal */
  async ask(caseId: string): Promise<void> {
    for (const guard of this.guards) {
      const refusal = await guard(caseId);
      if (refusal) throw refusal;
    }
  }
}

/** Puts right what hangs on a case that has just ended or left its team. It runs in the same operation, on the locked case. */
export type CaseFollower = (caseId: string) => Promise<void>;

/** Those who follow a case when it ends or leaves its team; they register when the app starts, as guards do. */
@Injectable()
export class CaseFollowers {
  private readonly followers: CaseFollower[] = [];

  register(follower: CaseFollower): void {
    this.followers.push(follower);
  }

  async follow(caseId: string): Promise<void> {
    for (const follower of this.followers) await follower(caseId);
  }
}
