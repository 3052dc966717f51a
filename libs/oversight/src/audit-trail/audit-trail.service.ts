// The audit trail: who did or saw what, why and from where, told without the content.
import { commonErrors } from '@haven/kernel';
import { AuditAction, grantOf, Reach, unitOfWork, writeEvent, type Params, type Sensitivity } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { CLASS_OF_REASONS } from '../history/changes.js';
import {
  AuditOutcome,
  type AuditEvent,
  type AuditEventConnection,
  type AuditEventFilter,
} from './audit-event.views.js';
import { AuditPages, pageOf, type KeptEvent, type PageArguments } from './audit-page.js';
import { AuditPermission } from './audit.permissions.js';
import { EventOpener, type EventDetails, type OpenedEvents } from './event-details.js';

@Injectable()
export class AuditTrailService {
  constructor(
    private readonly pages: AuditPages,
    private readonly opening: EventOpener,
  ) {}

  /**
   * A page of events; what is encrypted of them is opened only when it is asked for.
   * @throws FORBIDDEN for a permission that does not reach the whole organisation: events belong to no team
   */
  async events(
    filter: AuditEventFilter,
    page: PageArguments,
    asked: { reasons: boolean; addresses: boolean },
  ): Promise<AuditEventConnection> {
    if (grantOf(unitOfWork().who, AuditPermission.read)?.reach !== Reach.ORGANIZATION) throw commonErrors.FORBIDDEN();
    const found = await this.pages.page(
      { list: 'AuditEvent', conditions: (params) => conditionsOf(filter, params), about: filter.subjectId },
      page,
    );
    if (!asked.reasons && !asked.addresses) return pageOf(found, (event) => shown(event, undefined));
    const opened = await this.opening.opened(found.nodes);
    if (asked.reasons) await this.note(found.nodes, opened);
    return pageOf(found, (event) => shown(event, withoutWhatIsNotSeen(event, opened.details.get(event.id))));
  }

  /** A reason tells something of the person whom the event is about, so that its showing is one of that person. */
  private async note(events: readonly KeptEvent[], { details, keys }: OpenedEvents): Promise<void> {
    const work = unitOfWork();
    const { organizationId } = work.who;
    const reasoned = events.filter(
      (event) => withoutWhatIsNotSeen(event, details.get(event.id))?.reason && event.keySubjectId !== organizationId,
    );
    if (reasoned.length === 0) return;
    await writeEvent(work, {
      action: AuditAction.READ,
      subjects: [...new Set(reasoned.map(({ keySubjectId }) => keySubjectId))],
      classes: [CLASS_OF_REASONS],
      keySubject: organizationId,
      keys,
    });
  }
}

/** A reason about a person is in words that belong to the case: who watches over the trail reads it only with a role that sees the class. */
function withoutWhatIsNotSeen(
  { keySubjectId }: KeptEvent,
  details: EventDetails | undefined,
): EventDetails | undefined {
  const { organizationId, sees } = unitOfWork().who;
  if (keySubjectId === organizationId || sees.has(CLASS_OF_REASONS)) return details;
  return details && { ...details, reason: undefined };
}

function conditionsOf({ userId, recordId, action, from, before }: AuditEventFilter, params: Params): string[] {
  const conditions: string[] = [];
  if (userId) conditions.push(`user_id = ${params.add(userId, '::uuid')}`);
  if (recordId) conditions.push(`record_id = ${params.add(recordId, '::uuid')}`);
  if (action) conditions.push(`action = ${params.add(action, '::text')}`);
  if (from) conditions.push(`at >= ${params.add(from, '::timestamptz')}`);
  if (before) conditions.push(`at < ${params.add(before, '::timestamptz')}`);
  return conditions;
}

const shown = (
  { id, at, userId, sessionId, requestId, operation, action, recordType, recordId, subjectIds, classes }: KeptEvent,
  details: EventDetails | undefined,
): AuditEvent => ({
  ...{ id, at, sessionId, requestId, operation, recordType, recordId, subjectIds },
  user: { id: userId },
  action: action as AuditAction,
  outcome: action === AuditAction.DENY ? AuditOutcome.REFUSED : AuditOutcome.DONE,
  classes: classes as Sensitivity[],
  reason: details?.reason ?? null,
  address: details?.address ?? null,
});
