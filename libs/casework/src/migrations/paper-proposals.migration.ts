// Table of proposals read from papers, and where identity documents and names were seen.
import { choice, protectTable, RECORD_COLUMNS, reference } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { PaperProposalStatus, ReadingConfidence } from '../paper-proposals/paper-proposal.entity.js';
import { NameKind, SpellingScheme } from '../person-names/person-name.entity.js';

export class PaperProposals1700000012000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table paper_proposal (${RECORD_COLUMNS},
      document_id uuid not null,
      applicant_id uuid not null,
      file_id uuid not null,
      ${choice('status', PaperProposalStatus)},
      kind text not null,
      issuing_country text,
      nationality text,
      expires_on date,
      ${choice('confidence', ReadingConfidence)},
      failed_checks text[] not null,
      ${choice('name_kind', NameKind)},
      script text not null,
      ${choice('scheme', SpellingScheme, true)},
      number bytea,
      birth_date bytea,
      family bytea,
      given bytea,
      patronymic bytea,
      personal_number bytea,
      sex bytea,
      lines bytea,
      decided_by_id uuid,
      decided_at timestamptz,
      identity_document_id uuid,
      unique (organization_id, file_id),
      check ((status in ('ACCEPTED', 'REFUSED')) = (decided_by_id is not null)),
      check ((decided_by_id is null) = (decided_at is null)),
      check (identity_document_id is null or status = 'ACCEPTED'),
      ${reference('document_id', 'document')},
      ${reference('applicant_id', 'applicant')},
      ${reference('file_id', 'document_version')},
      ${reference('decided_by_id', 'user')},
      ${reference('identity_document_id', 'identity_document')})`);
    await runner.query(
      'create index paper_proposal_document on paper_proposal (organization_id, document_id, created_at, id)',
    );
    await protectTable(runner, 'paper_proposal', { may: ['select', 'insert', 'update'] });
    await runner.query(`alter table identity_document add scan_id uuid, add ${reference('scan_id', 'document')}`);
    await runner.query(`alter table person_name add source_id uuid, add ${reference('source_id', 'document')}`);
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
