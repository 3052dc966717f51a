// Tables of documents, their files, and the tickets by which files are fetched.
import { choice, protectTable, RECORD_COLUMNS, reference, Sensitivity } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Rendition } from '../document-files/stored-files.js';
import { DocumentStatus, DocumentVerification } from '../documents/document.status.js';
import { RejectionReason } from '../file-inspection/rejection-reason.js';

export class Documents1700000009000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.makeDocuments(runner);
    await this.makeVersions(runner);
    await this.makeFiles(runner);
    await this.makeTickets(runner);
  }

  private async makeDocuments(runner: QueryRunner): Promise<void> {
    await runner.query(`create table document (${RECORD_COLUMNS},
      applicant_id uuid not null,
      case_id uuid,
      kind text not null,
      ${choice('sensitivity', Sensitivity)},
      ${choice('status', DocumentStatus)},
      current_version_id uuid,
      title bytea,
      number bytea,
      holder bytea,
      issuing_country text,
      issued_on date,
      expires_on date,
      ${choice('verification', DocumentVerification)},
      reviewed_by_id uuid,
      reviewed_at timestamptz,
      dispute_reason bytea,
      check ((verification = 'UNVERIFIED') = (reviewed_by_id is null)),
      check ((verification = 'DISPUTED') = (dispute_reason is not null)),
      ${reference('applicant_id', 'applicant')},
      ${reference('case_id', 'case')},
      ${reference('reviewed_by_id', 'user')})`);
    await runner.query('create index document_created on document (organization_id, created_at, id)');
    await runner.query('create index document_applicant on document (organization_id, applicant_id, created_at, id)');
    await runner.query('create index document_case on document (organization_id, case_id, created_at, id)');
    await runner.query('create index document_expires on document (organization_id, expires_on, id)');
    await protectTable(runner, 'document', { may: ['select', 'insert', 'update'] });
  }

  private async makeVersions(runner: QueryRunner): Promise<void> {
    await runner.query(`create table document_version (${RECORD_COLUMNS},
      document_id uuid not null,
      applicant_id uuid not null,
      number integer not null check (number > 0),
      ${choice('status', DocumentStatus)},
      file_name bytea not null,
      media_type text not null,
      bytes integer not null check (bytes >= 0),
      received_bytes integer not null check (received_bytes >= 0),
      pages integer,
      ${choice('rejection', RejectionReason, true)},
      uploaded_by_id uuid not null,
      arrived_at timestamptz,
      examined_at timestamptz,
      same_as_id uuid,
      content_token text,
      unique (organization_id, document_id, number),
      check ((status = 'REJECTED') = (rejection is not null)),
      ${reference('document_id', 'document')},
      ${reference('applicant_id', 'applicant')},
      ${reference('uploaded_by_id', 'user')},
      ${reference('same_as_id', 'document')})`);
    await runner.query(
      'create index document_version_content on document_version (organization_id, applicant_id, content_token)',
    );
    // What is on its way is little beside what is there.
    await runner.query(`create index document_version_coming on document_version (organization_id, status, created_at)
      where status in ('UPLOADING', 'QUARANTINED')`);
    await runner.query(`alter table document add ${reference('current_version_id', 'document_version')}`);
    await protectTable(runner, 'document_version', { may: ['select', 'insert', 'update'] });
  }

  private async makeFiles(runner: QueryRunner): Promise<void> {
    await runner.query(`create table stored_file (
      organization_id uuid not null,
      object_id uuid not null,
      version_id uuid not null,
      ${choice('rendition', Rendition)},
      at_byte integer not null,
      bytes integer not null,
      media_type text not null,
      wrapped_key bytea not null,
      standing text not null check (standing in ('COMING', 'KEPT', 'GOING')),
      since timestamptz not null,
      primary key (organization_id, object_id),
      ${reference('version_id', 'document_version')})`);
    // Two requests that send the same piece: one of them is kept.
    await runner.query(`create unique index stored_file_version on stored_file (organization_id, version_id, rendition, at_byte)
      where standing = 'KEPT'`);
    await runner.query(
      `create index stored_file_left_over on stored_file (organization_id, since) where standing <> 'KEPT'`,
    );
    await protectTable(runner, 'stored_file');
    await runner.query(`create table file_room (
      organization_id uuid not null primary key,
      bytes bigint not null,
      quota bigint)`);
    await protectTable(runner, 'file_room', { may: ['select', 'insert', 'update'] });
  }

  private async makeTickets(runner: QueryRunner): Promise<void> {
    await runner.query(`create table download_ticket (
      organization_id uuid not null,
      id uuid not null,
      version_id uuid not null,
      rendition text not null,
      user_id uuid not null,
      session_id uuid not null,
      expires_at timestamptz not null,
      redeemed_at timestamptz,
      primary key (organization_id, id),
      ${reference('version_id', 'document_version')},
      ${reference('session_id', 'session')})`);
    await runner.query('create index download_ticket_expires on download_ticket (organization_id, expires_at)');
    await protectTable(runner, 'download_ticket');
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
