// Casework's tables.
import { choice, protectTable, RECORD_COLUMNS, reference } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Gender, LocationDisclosure } from '../applicants/applicant.entity.js';
import { CasePriority, RiskLevel } from '../cases/case.entity.js';
import { CaseStatus } from '../cases/case.status.js';

export class Casework1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.makeApplicants(runner);
    await this.makeCases(runner);
  }

  private async makeApplicants(runner: QueryRunner): Promise<void> {
    await runner.query(`create table applicant (${RECORD_COLUMNS},
      display_name bytea not null,
      birth_date bytea,
      birth_date_estimated boolean not null,
      birth_year integer,
      ${choice('gender', Gender)},
      nationalities text[] not null,
      languages text[] not null,
      team_id uuid not null,
      arrived_on date,
      ${choice('location_disclosure', LocationDisclosure)},
      country text,
      locality bytea,
      ${reference('team_id', 'team')})`);
    await runner.query('create index applicant_created on applicant (organization_id, created_at, id)');
    await runner.query('create index applicant_team on applicant (organization_id, team_id, created_at, id)');
    await protectTable(runner, 'applicant', { may: ['select', 'insert', 'update'] });
  }

  private async makeCases(runner: QueryRunner): Promise<void> {
    await runner.query(`create table "case" (${RECORD_COLUMNS},
      number text not null,
      applicant_id uuid not null,
      for_household boolean not null,
      programme text,
      ${choice('status', CaseStatus)},
      ${choice('priority', CasePriority)},
      ${choice('risk_level', RiskLevel)},
      team_id uuid not null,
      assignee_id uuid,
      opened_at timestamptz not null,
      due_on date,
      closed_at timestamptz,
      outcome text,
      closure_reason text,
      status_remark bytea,
      unique (organization_id, number),
      ${reference('applicant_id', 'applicant')},
      ${reference('team_id', 'team')},
      ${reference('assignee_id', 'user')})`);
    await runner.query('create index case_opened on "case" (organization_id, opened_at, id)');
    await runner.query('create index case_applicant on "case" (organization_id, applicant_id)');
    await runner.query('create index case_team on "case" (organization_id, team_id, opened_at, id)');
    await runner.query('create index case_assignee on "case" (organization_id, assignee_id, opened_at, id)');
    await protectTable(runner, 'case', { may: ['select', 'insert', 'update'] });

    // The highest number given away, by the year it begins with: a counter that rolls back with its case leaves no gap.
    await runner.query(`create table case_counter (
      organization_id uuid not null,
      year integer not null,
      highest integer not null,
      primary key (organization_id, year))`);
    await protectTable(runner, 'case_counter', { may: ['select', 'insert', 'update'] });
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
