// The audit trail: who did or saw what, told without the content.
import { commonErrors } from '@haven/kernel';
import { grantOf, Reach, unitOfWork, type AuditAction, type Params, type Sensitivity } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import type { AuditEvent, AuditEventConnection, AuditEventFilter } from './audit-event.views.js';
import { AuditPages, pageOf, type KeptEvent, type PageArguments } from './audit-page.js';
import { AuditPermission } from './audit.permissions.js';

@Injectable()
export class AuditTrailService {
  constructor(private readonly pages: AuditPages) {}

  /** @throws FORBIDDEN for a permission that does not reach the whole organisation: events belong to no team */
  async events(filter: AuditEventFilter, page: PageArguments): Promise<AuditEventConnection> {
    if (grantOf(unitOfWork().who, AuditPermission.read)?.reach !== Reach.ORGANIZATION) throw commonErrors.FORBIDDEN();
    const found = await this.pages.page(
      { list: 'AuditEvent', conditions: (params) => conditionsOf(filter, params), about: filter.subjectId },
      page,
    );
    return pageOf(found, shown);
  }
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

const shown = ({
  id,
  at,
  userId,
  operation,
  action,
  recordType,
  recordId,
  subjectIds,
  classes,
}: KeptEvent): AuditEvent => ({
  ...{ id, at, operation, recordType, recordId, subjectIds },
  user: { id: userId },
  action: action as AuditAction,
  classes: classes as Sensitivity[],
});
