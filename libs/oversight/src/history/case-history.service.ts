// The history of a case, read from the audit trail: whoever may read the case may see how it came to be.
import { Case, CasePermission } from '@haven/casework';
import {
  AuditAction,
  writeEvent,
  recordOf,
  Repo,
  unitOfWork,
  type KeyRequest,
  type Repository,
  type Sensitivity,
} from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { AuditPages, pageOf, type KeptEvent, type PageArguments } from '../audit-trail/audit-page.js';
import { EventOpener } from '../audit-trail/event-details.js';
import { shownDetails, type ShownDetails } from './changes.js';
import type { CaseHistoryConnection, CaseHistoryEntry } from './history.views.js';

@Injectable()
export class CaseHistoryService {
  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly pages: AuditPages,
    private readonly opening: EventOpener,
  ) {}

  /**
   * A page of changes, newest first; null for a case that is not there or out of reach.
   * @param values whether values are asked for: then they are decrypted, and their showing is written down
   */
  async of(caseId: string, page: PageArguments, values: boolean): Promise<CaseHistoryConnection | null> {
    const [found] = await this.cases.find({ id: caseId }, CasePermission.read, { limit: 1 });
    if (!found) return null;
    const type = recordOf(Case).name;
    const events = await this.pages.page(
      {
        list: 'CaseHistory',
        conditions: (params) => [
          `record_id = ${params.add(caseId, '::uuid')}`,
          `record_type = ${params.add(type, '::text')}`,
        ],
      },
      page,
    );
    if (!values) return pageOf(events, (event) => entry(event, undefined));
    const opened = await this.opening.opened(events.nodes);
    const { sees } = unitOfWork().who;
    const details = new Map(
      [...opened.details].map(([id, each]) => [id, each && shownDetails(recordOf(Case), each, sees)]),
    );
    await this.note(found.applicantId, [...details.values()], opened.keys);
    return pageOf(events, (event) => entry(event, details.get(event.id)));
  }

  /** Showing what was is showing the person, as much as showing what is. */
  private async note(subject: string, details: readonly (ShownDetails | undefined)[], keys: KeyRequest): Promise<void> {
    const classes = new Set<Sensitivity>(details.flatMap((each) => [...(each?.classes ?? [])]));
    if (classes.size === 0) return;
    const work = unitOfWork();
    await writeEvent(work, {
      action: AuditAction.READ,
      subjects: [subject],
      classes: [...classes],
      keySubject: work.who.organizationId,
      keys,
    });
  }
}

const entry = (
  { id, at, userId, operation, action }: KeptEvent,
  details: ShownDetails | undefined,
): CaseHistoryEntry => ({
  ...{ id, at, operation },
  action: action as AuditAction,
  user: { id: userId },
  changes: details?.changes ?? null,
  reason: details?.reason ?? null,
});
