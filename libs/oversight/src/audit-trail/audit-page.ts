// A page of audit events, newest first: the one place that reads the table. What may be shown of them is its callers' business.
import { badInput } from '@haven/kernel';
import {
  DEFAULT_PAGE,
  LARGEST_PAGE,
  PagePlace,
  Params,
  readCursor,
  Seal,
  unitOfWork,
  writeCursor,
} from '@haven/platform';
import { Injectable } from '@nestjs/common';

export interface PageArguments {
  first?: number | null;
  after?: string | null;
}

/** An event as it is kept; `details` are still encrypted under the key of `keySubjectId`. */
export interface KeptEvent {
  id: string;
  at: Date;
  userId: string;
  sessionId: string | null;
  requestId: string;
  operation: string;
  action: string;
  recordType: string | null;
  recordId: string | null;
  subjectIds: string[];
  classes: string[];
  keySubjectId: string;
  details: Buffer;
}

export interface EventQuestion {
  /** What cursors are sealed for: a cursor of one list is refused by another. */
  list: string;
  /** Conditions on the table's columns, as SQL. */
  conditions: (params: Params) => string[];
  /** Only events about this person, found by the index on persons. */
  about?: string | null;
  /** Only events of a few records, found by the index on records. */
  few?: boolean;
}

export interface Page<T> {
  edges: { cursor: string; node: T }[];
  nodes: T[];
  pageInfo: PagePlace;
}

const COLUMNS =
  'id, at, user_id, session_id, request_id, operation, action, record_type, record_id, subject_ids, classes, key_subject_id, details';
const SHOWN = COLUMNS.replace('subject_ids', 'array_to_json(subject_ids)').replace('classes', 'array_to_json(classes)');

@Injectable()
export class AuditPages {
  constructor(private readonly seal: Seal) {}

  /** @throws BAD_USER_INPUT for a page size out of bounds or a cursor of another list */
  async page(
    { list, conditions, about, few = Boolean(about) }: EventQuestion,
    { first, after }: PageArguments,
  ): Promise<Page<KeptEvent>> {
    const size = first ?? DEFAULT_PAGE;
    if (size < 1 || size > LARGEST_PAGE) throw badInput('first', `A page has 1 to ${LARGEST_PAGE} records.`);
    const params = new Params();
    const where = [`organization_id = ${params.organization}`, ...conditions(params)];
    if (after) {
      const [at, id] = readCursor(this.seal, list, after, 'after');
      where.push(`(at, id) < (${params.add(at, '::timestamptz')}, ${params.add(id, '::uuid')})`);
    }
    const rows = await this.rows(where.join(' and '), size + 1, params, few, about);
    const edges = rows.slice(0, size).map((row) => ({ cursor: this.cursor(list, row), node: keptEvent(row) }));
    const pageInfo = new PagePlace({
      hasNextPage: rows.length > size,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor,
      endCursor: edges.at(-1)?.cursor,
    });
    return { edges, nodes: edges.map(({ node }) => node), pageInfo };
  }

  private async rows(
    where: string,
    limit: number,
    params: Params,
    few: boolean,
    about?: string | null,
  ): Promise<(string | null)[][]> {
    const work = unitOfWork();
    const values = params.filled({ who: work.who });
    // Materialised when few are looked for: with the limit in sight, Postgres would rather walk all events from the newest and hope.
    const found = `with found as ${few ? '' : 'not '}materialized (select ${COLUMNS} from "audit_event" where ${where})`;
    const text = `${found} select ${SHOWN} from found order by at desc, id desc limit ${limit}`;
    if (!about) return (await work.run(text, values)).rows;
    const [, answer] = await work.runTogether(
      { text: 'select trace($1)', values: [about] },
      { text, values },
      { text: 'set local role none', values: [] },
    );
    return answer!.rows;
  }

  private cursor(list: string, [id, at]: (string | null)[]): string {
    return writeCursor(this.seal, list, JSON.stringify([at, id]));
  }
}

function keptEvent(row: (string | null)[]): KeptEvent {
  const [id, at, userId, sessionId, requestId, operation, ...rest] = row;
  const [action, recordType, recordId, subjectIds, classes, keySubjectId, details] = rest;
  return {
    id: id!,
    at: new Date(at!),
    userId: userId!,
    sessionId: sessionId ?? null,
    requestId: requestId!,
    operation: operation!,
    action: action!,
    recordType: recordType ?? null,
    recordId: recordId ?? null,
    subjectIds: JSON.parse(subjectIds!) as string[],
    classes: JSON.parse(classes!) as string[],
    keySubjectId: keySubjectId!,
    details: Buffer.from(details!.slice(2), 'hex'),
  };
}

/** The same page with each node as it is shown. */
export function pageOf<A, B>({ edges, pageInfo }: Page<A>, shown: (node: A) => B): Page<B> {
  const mapped = edges.map(({ cursor, node }) => ({ cursor, node: shown(node) }));
  return { edges: mapped, nodes: mapped.map(({ node }) => node), pageInfo };
}
