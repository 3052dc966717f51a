// The platform's own tables: audit trail, outbox, runs of schedules, idempotency keys, and the list of tenants for the worker.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectTable } from './protect-table.js';
import { APP, TRACER, WORKER } from './roles.js';

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
    await runner.query('create index audit_event_at on audit_event (organization_id, at, id)');
    await runner.query(
      'create index audit_event_record on audit_event (organization_id, record_id, at, id) where record_id is not null',
    );
    await runner.query('create index audit_event_user on audit_event (organization_id, user_id, at, id)');
    await runner.query('create index audit_event_subjects on audit_event using gin (subject_ids)');
    await protectTable(runner, 'audit_event', { may: ['select', 'insert'] });
    await this.makeTrace(runner);

    // Blind index of encrypted fields: what can be found, not what it says.
    await runner.query(`create table search_token (
      organization_id uuid not null,
      field text not null,
      token bigint not null,
      record_id uuid not null,
      subject_id uuid not null,
      primary key (organization_id, field, token, record_id))`);
    await runner.query('create index search_token_record on search_token (organization_id, record_id)');
    await runner.query('create index search_token_subject on search_token (organization_id, subject_id)');
    await protectTable(runner, 'search_token', { may: ['select', 'insert', 'delete'] });

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
      heard text[] not null default '{}',
      done_at timestamptz,
      parked_at timestamptz,
      failure text,
      primary key (organization_id, id))`);
    await runner.query(
      'create index outbox_due on outbox (organization_id, due_at) where done_at is null and parked_at is null',
    );
    await runner.query('create index outbox_parked on outbox (organization_id, parked_at) where parked_at is not null');
    await protectTable(runner, 'outbox');

    await runner.query(`create table job_run (
      organization_id uuid not null,
      name text not null,
      period_start timestamptz not null,
      ran_at timestamptz not null,
      primary key (organization_id, name))`);
    await protectTable(runner, 'job_run', { may: ['select', 'insert', 'update'] });

    await runner.query(`create table idempotency_key (
      organization_id uuid not null,
      user_id uuid not null,
      key text not null,
      fingerprint text not null,
      answered jsonb,
      created_at timestamptz not null,
      primary key (organization_id, user_id, key))`);
    await protectTable(runner, 'idempotency_key');
  }

  /**
   * trace(person): from now on in this transaction only audit events about this person are seen. The condition stands in a restrictive policy,
   * because there it may use the index on subject_ids: Postgres tries a policy's own conditions first, and an operator on arrays that is not
   * leakproof nowhere else. `set local role none` ends it.
   */
  private async makeTrace(runner: QueryRunner): Promise<void> {
    await runner.query(`grant select on audit_event to ${TRACER}`);
    await runner.query(`create policy about_one_person on audit_event as restrictive for select to ${TRACER}
      using (subject_ids @> array[(select nullif(current_setting('app.subject_id', true), '')::uuid)])`);
    await runner.query(`create function trace(subject uuid) returns void language plpgsql as $$
      begin
        execute format('set local app.subject_id = %L', subject);
        set local role ${TRACER};
      end $$`);
    await runner.query(`grant execute on function trace(uuid) to ${APP}`);
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
