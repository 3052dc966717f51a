// What is told of cases: facts to all who hear them later, and one question to those who must be asked before.
import type { DomainError } from '@haven/kernel';
import { fact } from '@haven/platform';
import { Injectable } from '@nestjs/common';

export const CaseOpened = fact<{ caseId: string }>('case.opened');
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
