// Tables of the hands through which a case goes: requests to transfer it, and those who work along on it.
import { choice, protectTable, RECORD_COLUMNS, reference } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ParticipantRole } from '../participants/participant.entity.js';
import { TransferStatus } from '../transfers/transfer.status.js';

export class Hands1700000007000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.makeTransfers(runner);
    await this.makeParticipants(runner);
  }

  private async makeTransfers(runner: QueryRunner): Promise<void> {
    await runner.query(`create table case_transfer (${RECORD_COLUMNS},
      case_id uuid not null,
      applicant_id uuid not null,
      requested_by_id uuid not null,
      from_team_id uuid not null,
      from_assignee_id uuid,
      to_team_id uuid not null,
      to_assignee_id uuid,
      reason bytea not null,
      ${choice('status', TransferStatus)},
      refusal bytea,
      decided_by_id uuid,
      decided_at timestamptz,
      check ((status = 'REQUESTED') = (decided_at is null)),
      check ((status = 'REQUESTED') = (decided_by_id is null)),
      check ((status = 'REFUSED') = (refusal is not null)),
      ${reference('case_id', 'case')},
      ${reference('applicant_id', 'applicant')},
      ${reference('requested_by_id', 'user')},
      ${reference('from_team_id', 'team')},
      ${reference('from_assignee_id', 'user')},
      ${reference('to_team_id', 'team')},
      ${reference('to_assignee_id', 'user')},
      ${reference('decided_by_id', 'user')})`);
    await runner.query('create index case_transfer_created on case_transfer (organization_id, created_at, id)');
    await runner.query('create index case_transfer_case on case_transfer (organization_id, case_id, created_at, id)');
    await runner.query(
      'create index case_transfer_team on case_transfer (organization_id, to_team_id, created_at, id)',
    );
    // Two who ask at once: one is refused, also when the case was not locked before.
    await runner.query(
      `create unique index case_transfer_open on case_transfer (organization_id, case_id) where status = 'REQUESTED'`,
    );
    await protectTable(runner, 'case_transfer', { may: ['select', 'insert', 'update'] });
  }

  private async makeParticipants(runner: QueryRunner): Promise<void> {
    await runner.query(`create table case_participant (${RECORD_COLUMNS},
      case_id uuid not null,
      applicant_id uuid not null,
      user_id uuid not null,
      ${choice('role', ParticipantRole)},
      valid_from date not null,
      valid_until date,
      ended_at timestamptz,
      check (valid_until >= valid_from),
      ${reference('case_id', 'case')},
      ${reference('applicant_id', 'applicant')},
      ${reference('user_id', 'user')})`);
    await runner.query('create index case_participant_created on case_participant (organization_id, created_at, id)');
    await runner.query(
      'create index case_participant_case on case_participant (organization_id, case_id, created_at, id)',
    );
    // Asked by every statement that reaches cases: who works along where today.
    await runner.query(
      'create index case_participant_user on case_participant (organization_id, user_id, case_id) where ended_at is null',
    );
    await protectTable(runner, 'case_participant', { may: ['select', 'insert', 'update'] });
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
