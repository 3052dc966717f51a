// The audit trail's writing side: every change and every showing of a sensitive value leaves an event in the same transaction.
// The app's role may only insert; libs/oversight reads.
import { newId, now } from '@haven/kernel';
import type { Sensitivity } from '../access/sensitivity.js';
import type { Who } from '../access/who.js';
import { context } from '../access/request-context.js';
import type { KeyRequest } from '../crypto/key-request.js';
import { Open, Params } from './params.js';
import type { UnitOfWork } from './unit-of-work.js';

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

/** What an event says in the clear besides whose data it was; details are encrypted for the event's own id. */
function said(who: Who, { action, record, changes, reason, keySubject, keys }: AuditEntry | ReadEntry) {
  const { requestId, operation, address } = context();
  const id = newId();
  const place = { table: TABLE, column: 'details', rowId: id, subjectId: keySubject };
  const details = keys.encrypt(place, JSON.stringify({ changes, reason, address }));
  return { id, at: now(), session: who.sessionId ?? null, requestId, operation, action, record, details };
}

/** The INSERT of one event; it can stand alone or in a WITH beside the change that it tells of. */
export function auditSql(who: Who, entry: AuditEntry, params: Params): string {
  const { id, at, session, requestId, operation, action, record, details } = said(who, entry);
  const cells: [column: string, value: string][] = [
    ['organization_id', params.organization],
    ['id', params.add(id, '::uuid')],
    ['at', params.add(at, '::timestamptz')],
    ['user_id', params.add(who.userId, '::uuid')],
    ['session_id', params.add(session, '::uuid')],
    ['request_id', params.add(requestId, '::text')],
    ['operation', params.add(operation, '::text')],
    ['action', params.add(action, '::text')],
    ['record_type', params.add(record?.type ?? null, '::text')],
    ['record_id', params.add(record?.id ?? null, '::uuid')],
    ['subject_ids', params.add(entry.subjects, '::uuid[]')],
    ['classes', params.add(entry.classes, '::text[]')],
    ['key_subject_id', params.add(entry.keySubject, '::uuid')],
    ['details', params.add(details, '::bytea')],
  ];
  const columns = cells.map(([column]) => column).join(', ');
  return `insert into "${TABLE}" (${columns}) values (${cells.map(([, value]) => value).join(', ')})`;
}

/** Writes an event by itself, as part of the operation under way. */
export async function writeEvent(work: UnitOfWork, entry: AuditEntry): Promise<void> {
  const params = new Params();
  const text = auditSql(work.who, entry, params);
  await work.run(text, params.filled({ who: work.who }));
}

type ReadEntry = Pick<AuditEntry, 'action' | 'keySubject' | 'keys'> & Partial<AuditEntry>;

/** What is filled into the statement of {@link readAuditSql} for one request. */
export function readEvent(who: Who, keys: KeyRequest): readonly unknown[] {
  const { id, at, session, requestId, operation, details } = said(who, {
    action: AuditAction.READ,
    keySubject: who.organizationId,
    keys,
  });
  return [id, at, session, requestId, operation, details];
}

/**
 * The INSERT of a READ event whose subjects and classes stand in a query: one row with both, or none when nothing was shown.
 * @param source SQL of a table with the columns subjects uuid[] and classes text[]
 */
export function readAuditSql(source: string, params: Params): string {
  const casts = ['uuid', 'timestamptz', 'uuid', 'text', 'text', 'bytea'];
  const event = casts.map((cast, index) => params.add(new Open(({ event }) => event![index]), `::${cast}`));
  return `insert into "${TABLE}" (organization_id, user_id, key_subject_id, action, subject_ids, classes, id, at, session_id, request_id, operation, details) select ${params.organization}, ${params.me}, ${params.organization}, '${AuditAction.READ}', subjects, classes, ${event.join(', ')} from ${source}`;
}
