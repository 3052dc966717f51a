// Tables of what is known of an applicant: names, contact points, papers, residence statuses and needs.
import { choice, protectTable, RECORD_COLUMNS, reference } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ContactSystem } from '../contact-points/contact-system.js';
import { IdentityDocumentStatus } from '../identity-documents/identity-document.entity.js';
import { NeedPriority } from '../needs/need.entity.js';
import { NameKind, SpellingScheme } from '../person-names/person-name.entity.js';
import { ResidenceState } from '../residence-statuses/residence-status.entity.js';

export class ApplicantDetails1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.makeNames(runner);
    await this.makeContactPoints(runner);
    await this.makeIdentityDocuments(runner);
    await this.makeResidenceStatuses(runner);
    await this.makeNeeds(runner);
    for (const table of ['person_name', 'contact_point', 'identity_document', 'residence_status', 'need']) {
      await runner.query(`create index ${table}_applicant on ${table} (organization_id, applicant_id, created_at, id)`);
      await protectTable(runner, table, { may: ['select', 'insert', 'update'] });
    }
  }

  private async makeNames(runner: QueryRunner): Promise<void> {
    await runner.query(`create table person_name (${RECORD_COLUMNS},
      applicant_id uuid not null,
      ${choice('kind', NameKind)},
      family bytea,
      given bytea,
      patronymic bytea,
      "full" bytea not null,
      script text not null,
      language text,
      ${choice('scheme', SpellingScheme, true)},
      "primary" boolean not null,
      valid_from date,
      valid_to date,
      withdrawn_at timestamptz,
      check (valid_to >= valid_from),
      check (not "primary" or withdrawn_at is null),
      ${reference('applicant_id', 'applicant')})`);
    await runner.query(
      'create unique index person_name_primary on person_name (organization_id, applicant_id) where "primary"',
    );
  }

  private async makeContactPoints(runner: QueryRunner): Promise<void> {
    await runner.query(`create table contact_point (${RECORD_COLUMNS},
      applicant_id uuid not null,
      ${choice('system', ContactSystem)},
      value bytea not null,
      safe_hours bytea,
      time_zone bytea,
      code_phrase bytea,
      shared_device boolean not null,
      preferred boolean not null,
      sim_country text,
      never_use boolean not null,
      verified_at timestamptz,
      unsafe_since date,
      withdrawn_at timestamptz,
      ${reference('applicant_id', 'applicant')})`);
  }

  private async makeIdentityDocuments(runner: QueryRunner): Promise<void> {
    await runner.query(`create table identity_document (${RECORD_COLUMNS},
      applicant_id uuid not null,
      kind text not null,
      number bytea not null,
      issuing_country text,
      issued_on date,
      expires_on date,
      ${choice('status', IdentityDocumentStatus)},
      withdrawn_at timestamptz,
      check (expires_on >= issued_on),
      ${reference('applicant_id', 'applicant')})`);
  }

  private async makeResidenceStatuses(runner: QueryRunner): Promise<void> {
    await runner.query(`create table residence_status (${RECORD_COLUMNS},
      applicant_id uuid not null,
      country text not null,
      basis text not null,
      ${choice('status', ResidenceState)},
      reference bytea,
      valid_from date,
      valid_until date,
      work_allowed boolean,
      application_date date,
      decision_date date,
      appeal_until date,
      check (valid_until >= valid_from),
      ${reference('applicant_id', 'applicant')})`);
    await runner.query('create index residence_status_created on residence_status (organization_id, created_at, id)');
    await runner.query('create index residence_status_ends on residence_status (organization_id, valid_until, id)');
  }

  private async makeNeeds(runner: QueryRunner): Promise<void> {
    await runner.query(`create table need (${RECORD_COLUMNS},
      applicant_id uuid not null,
      code text,
      sector text,
      ${choice('priority', NeedPriority)},
      opened_on date not null,
      met_on date,
      remark bytea,
      check (code is not null or sector is not null),
      check (met_on >= opened_on),
      ${reference('applicant_id', 'applicant')})`);
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
