// The audit trail's writing side: every change and every showing of a sensitive value leaves an event in the same transaction.
// The app's role may only insert; libs/oversight reads.
import { newId, now } from '@haven/kernel';
import type { Sensitivity } from '../access/sensitivity.js';
import type { Who } from '../access/who.js';
import { context } from '../access/request-context.js';
import type { KeyRequest } from '../crypto/key-request.js';
import type { Params } from './params.js';

export enum AuditAction {
  READ = 'READ',
  CREATE = 'CREATE',
  CHANGE = 'CHANGE',
  DELETE = 'DELETE',
  DENY = 'DENY',
  SIGN_IN = 'SIGN_IN',
  SIGN_OUT = 'SIGN_OUT',
}

/** What a field was before and is now; absent means empty. */
export interface Change {
  from?: unknown;
  to?: unknown;
}

export interface AuditEntry {
  action: AuditAction;
  /** Record type and id, for changes. */
  record?: { type: string; id: string };
  /** Whose data: applicants' ids. */
  subjects: readonly string[];
  /** Classes of the fields that were shown or changed. */
  classes: readonly Sensitivity[];
  changes?: Record<string, Change>;
  reason?: string;
  /** The key under which the details are encrypted: the person's own, so that erasing the person erases what is written here. */
  keySubject: string;
  keys: KeyRequest;
}

const TABLE = 'audit_event';

const COLUMNS =
  'organization_id, id, at, user_id, session_id, request_id, operation, action, record_type, record_id, subject_ids, classes, key_subject_id, details';

/** The values of one event; `shown` are expressions for whose data it was and of which classes. */
function valuesOf(
  who: Who,
  entry: Omit<AuditEntry, 'subjects' | 'classes'>,
  shown: { subjects: string; classes: string },
  params: Params,
): string {
  const { requestId, operation, address } = context();
  const id = newId();
  const details = JSON.stringify({ changes: entry.changes, reason: entry.reason, address });
  const place = { table: TABLE, column: 'details', rowId: id, subjectId: entry.keySubject };
  return [
    params.once('organization', () => who.organizationId, '::uuid'),
    params.add(id, '::uuid'),
    params.add(now(), '::timestamptz'),
    params.add(who.userId, '::uuid'),
    params.add(who.sessionId ?? null, '::uuid'),
    params.add(requestId, '::text'),
    params.add(operation, '::text'),
    params.add(entry.action, '::text'),
    params.add(entry.record?.type ?? null, '::text'),
    params.add(entry.record?.id ?? null, '::uuid'),
    shown.subjects,
    shown.classes,
    params.add(entry.keySubject, '::uuid'),
    params.add(entry.keys.encrypt(place, details), '::bytea'),
  ].join(', ');
}

/** The INSERT of one event; it can stand alone or in a WITH beside the change that it tells of. */
export function auditSql(who: Who, entry: AuditEntry, params: Params): string {
  const shown = { subjects: params.add(entry.subjects, '::uuid[]'), classes: params.add(entry.classes, '::text[]') };
  return `insert into "${TABLE}" (${COLUMNS}) values (${valuesOf(who, entry, shown, params)})`;
}

/**
 * The INSERT of a READ event whose subjects and classes stand in a query: one row with both, or none when nothing was shown.
 * @param source SQL of a table with the columns subjects uuid[] and classes text[]
 */
export function readAuditSql(who: Who, source: string, keys: KeyRequest, params: Params): string {
  const entry = { action: AuditAction.READ, keySubject: who.organizationId, keys };
  return `insert into "${TABLE}" (${COLUMNS}) select ${valuesOf(who, entry, { subjects: 'subjects', classes: 'classes' }, params)} from ${source}`;
}
