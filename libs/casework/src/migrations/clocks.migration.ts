// Tables of the clocks: stays and deadlines; and what a task says of the deadline that it warns of.
import { choice, protectTable, RECORD_COLUMNS, reference } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DeadlineKind } from '../deadlines/deadline.entity.js';

export class Clocks1700000009500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.makeStays(runner);
    await this.makeDeadlines(runner);
    await this.letTasksWarn(runner);
  }

  private async makeStays(runner: QueryRunner): Promise<void> {
    await runner.query(`create table stay (${RECORD_COLUMNS},
      applicant_id uuid not null,
      country text not null,
      basis text not null,
      entered_on date not null,
      left_on date,
      registered_on date,
      crossing bytea,
      note bytea,
      withdrawn_at timestamptz,
      check (left_on >= entered_on),
      check (registered_on >= entered_on),
      ${reference('applicant_id', 'applicant')})`);
    await runner.query('create index stay_applicant on stay (organization_id, applicant_id, entered_on, id)');
    await runner.query('create index stay_entered on stay (organization_id, entered_on, id)');
    await protectTable(runner, 'stay', { may: ['select', 'insert', 'update'] });
  }

  private async makeDeadlines(runner: QueryRunner): Promise<void> {
    await runner.query(`create table deadline (${RECORD_COLUMNS},
      applicant_id uuid not null,
      team_id uuid not null,
      ${choice('kind', DeadlineKind)},
      due_on date not null,
      country text,
      rule text,
      identity_document_id uuid,
      document_id uuid,
      residence_status_id uuid,
      stay_id uuid,
      lifted_at timestamptz,
      check (num_nonnulls(identity_document_id, document_id, residence_status_id, stay_id) = 1),
      ${reference('applicant_id', 'applicant')},
      ${reference('team_id', 'team')},
      ${reference('identity_document_id', 'identity_document')},
      ${reference('document_id', 'document')},
      ${reference('residence_status_id', 'residence_status')},
      ${reference('stay_id', 'stay')})`);
    await runner.query(
      'create unique index deadline_once on deadline (organization_id, applicant_id, kind, coalesce(identity_document_id, document_id, residence_status_id, stay_id))',
    );
    await runner.query('create index deadline_due on deadline (organization_id, due_on, id) where lifted_at is null');
    await runner.query(
      'create index deadline_applicant on deadline (organization_id, applicant_id, due_on, id) where lifted_at is null',
    );
    await runner.query(
      'create index deadline_team on deadline (organization_id, team_id, due_on, id) where lifted_at is null',
    );
    await protectTable(runner, 'deadline', { may: ['select', 'insert', 'update'] });
  }

  private async letTasksWarn(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table task
      add column deadline_id uuid,
      add column deadline_on date,
      add column notice_days integer,
      add check (num_nonnulls(deadline_id, deadline_on, notice_days) in (0, 3)),
      add ${reference('deadline_id', 'deadline')}`);
    await runner.query(
      'create index task_deadline on task (organization_id, deadline_id, case_id) where deadline_id is not null',
    );
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
