// What programmes ask for, the tasks by which it is asked for, and the view that checklists are read from.
import { APP, protectTable, RECORD_COLUMNS, reference, REPORTING, WORKER } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { programmeForm } from '../cases/case.rules.js';

export class Checklists1700000010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.compareProgrammes(runner);
    await this.makeRequired(runner);
    await this.makeAsked(runner);
    await this.makeChecklist(runner);
  }

  /** Cases that are there already get the form of their programme, organisation by organisation: the wall holds for migrations too. */
  private async compareProgrammes(runner: QueryRunner): Promise<void> {
    await runner.query('alter table "case" add column programme_form text');
    const tenants = (await runner.query('select organization_id from tenant')) as { organization_id: string }[];
    for (const { organization_id: organizationId } of tenants) {
      await runner.query(`select set_config('app.organization_id', $1, true)`, [organizationId]);
      const found = (await runner.query('select distinct programme from "case" where programme is not null')) as {
        programme: string;
      }[];
      for (const { programme } of found)
        await runner.query('update "case" set programme_form = $1 where programme = $2', [
          programmeForm(programme) ?? null,
          programme,
        ]);
    }
    await runner.query(`select set_config('app.organization_id', '', true)`);
    // For going through the open cases of a programme.
    await runner.query(
      'create index case_programme on "case" (organization_id, programme_form, id) where closed_at is null',
    );
  }

  private async makeRequired(runner: QueryRunner): Promise<void> {
    await runner.query(`create table required_document (${RECORD_COLUMNS},
      programme text,
      programme_form text,
      kinds text[] not null check (cardinality(kinds) > 0),
      document text,
      description text,
      asked_by text,
      obligatory boolean not null,
      must_be_verified boolean not null,
      valid_for_days integer,
      due_in_working_days integer,
      active_from date,
      active_before date,
      check ((programme is null) = (programme_form is null)),
      check (active_before >= active_from))`);
    await runner.query('create index required_document_created on required_document (organization_id, created_at, id)');
    await protectTable(runner, 'required_document', { may: ['select', 'insert', 'update'] });
  }

  private async makeAsked(runner: QueryRunner): Promise<void> {
    await runner.query(`create table asked_paper (
      organization_id uuid not null,
      case_id uuid not null,
      required_document_id uuid not null,
      task_id uuid not null,
      primary key (organization_id, case_id, required_document_id),
      unique (organization_id, task_id),
      ${reference('case_id', 'case')},
      ${reference('required_document_id', 'required_document')},
      ${reference('task_id', 'task')})`);
    await runner.query(
      'create index asked_paper_required on asked_paper (organization_id, required_document_id, case_id)',
    );
    await protectTable(runner, 'asked_paper');
  }

  private async makeChecklist(runner: QueryRunner): Promise<void> {
    // One id for a case and a paper, whichever document stands for it: a cursor outlives the next upload. A UUID of version 8.
    const hash = `encode(sha256(uuid_send(c.id) || uuid_send(r.id)), 'hex')`;
    const id = `left(overlay(overlay(${hash} placing '8' from 13 for 1) placing '8' from 17 for 1), 32)::uuid`;
    // Which document fits is asked when the checklist is read: what a kind includes, and today, are not for a view to keep.
    await runner.query(`create view checklist_item with (security_invoker = true) as
      select c.organization_id, ${id} as id, r.created_at, r.created_by_id, r.updated_at, r.version,
        c.id as case_id, r.id as required_document_id, r.obligatory, d.id as document_id, a.task_id, c.applicant_id, r.kinds,
        r.must_be_verified, r.valid_for_days, r.active_from, r.active_before, d.kind as document_kind,
        d.case_id as document_case_id, d.status as document_status, d.verification as document_verification,
        d.expires_on as document_expires_on, d.sensitivity as document_sensitivity
      from "case" c
      join required_document r on r.organization_id = c.organization_id and (r.programme_form is null or r.programme_form = c.programme_form)
      cross join lateral (
        select id, kind, case_id, status, verification, expires_on, sensitivity from document
          where organization_id = c.organization_id and applicant_id = c.applicant_id
        union all select null, null, null, null, null, null, null) d
      left join asked_paper a on a.organization_id = c.organization_id and a.case_id = c.id and a.required_document_id = r.id`);
    await runner.query(`grant select on checklist_item to ${APP}, ${WORKER}, ${REPORTING}`);
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
