// protectTable: everything that must be true of a tenant's table, made by one function. A test walks the catalogue and fails on a table that lacks it.
import type { QueryRunner } from 'typeorm';
import { APP, REPORTING, WORKER } from './roles.js';

export interface Protection {
  /** What the app and the worker may do; everything unless said otherwise. */
  may?: readonly ('select' | 'insert' | 'update' | 'delete')[];
}

const ALL = ['select', 'insert', 'update', 'delete'] as const;

/** The organisation told by enter(); empty after a transaction, so an empty text counts as none. Wrapped so that it is worked out once a statement. */
export const CURRENT_ORGANIZATION = "(select nullif(current_setting('app.organization_id', true), '')::uuid)";

/** Walls a table: row security enabled and forced, one policy for all commands, grants to the logins. Its primary key must begin with organization_id. */
export async function protectTable(runner: QueryRunner, table: string, { may = ALL }: Protection = {}): Promise<void> {
  await runner.query(`alter table "${table}" enable row level security`);
  await runner.query(`alter table "${table}" force row level security`);
  const own = `organization_id = ${CURRENT_ORGANIZATION}`;
  await runner.query(`create policy tenant on "${table}" for all using (${own}) with check (${own})`);
  await runner.query(`grant ${may.join(', ')} on "${table}" to ${APP}, ${WORKER}`);
  await runner.query(`grant select on "${table}" to ${REPORTING}`);
}
