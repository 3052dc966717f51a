// The platform's own tables: audit trail, outbox, idempotency keys, and the list of tenants for the worker.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTable } from './protect-table.js';
import { APP, WORKER } from './roles.js';

export class Platform1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // A reference table: the worker asks it which tenants there are. It holds ids only.
    await runner.query('create table tenant (organization_id uuid primary key)');
    await runner.query(`grant select, insert on tenant to ${APP}, ${WORKER}`);

    await runner.query(`create table audit_event (
      organization_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      user_id uuid not null,
      session_id uuid,
      request_id text not null,
      operation text not null,
      action text not null,
      record_type text,
      record_id uuid,
      subject_ids uuid[] not null,
      classes text[] not null,
      key_subject_id uuid not null,
      details bytea not null,
      primary key (organization_id, id))`);
    await runner.query(
      'create index audit_event_record on audit_event (organization_id, record_id, id) where record_id is not null',
    );
    await runner.query('create index audit_event_user on audit_event (organization_id, user_id, id)');
    await runner.query('create index audit_event_subjects on audit_event using gin (subject_ids)');
    await protectTable(runner, 'audit_event', { may: ['select', 'insert'] });

    await runner.query(`create table outbox (
      organization_id uuid not null,
      id uuid not null,
      topic text not null,
      payload jsonb not null,
      user_id uuid not null,
      created_at timestamptz not null,
      due_at timestamptz not null,
      attempts integer not null default 0,
      leased_until timestamptz,
      done_at timestamptz,
      failure text,
      primary key (organization_id, id))`);
    await runner.query('create index outbox_due on outbox (organization_id, due_at) where done_at is null');
    await protectTable(runner, 'outbox');

    await runner.query(`create table idempotency_key (
      organization_id uuid not null,
      user_id uuid not null,
      key text not null,
      fingerprint bytea not null,
      answered jsonb,
      created_at timestamptz not null,
      primary key (organization_id, user_id, key))`);
    await protectTable(runner, 'idempotency_key');
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
