// Documents and referrals as plain tables, so that every contender has the same to read: nobody else encrypts titles, and there are no referrals yet. Written like any other noun.
import { Case, CasePermission } from '@haven/casework';
import {
  Day,
  listedUnder,
  Moment,
  protectTable,
  RECORD_COLUMNS,
  Recorded,
  Ref,
  reference,
  TenantRecord,
  Text,
} from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const permissions = { read: CasePermission.read };
const owner = { record: () => Case, by: 'caseId' };

@Recorded({ table: 'bench_document', is: 'A document of a case.', permissions, owner })
export class BenchDocument extends TenantRecord {
  @Ref(() => Case, { is: 'Its case.', visibleWithRow: true })
  caseId: string;

  @Text({ is: 'Title.', max: 200 })
  title: string;

  @Text({ is: 'Kind.', max: 40 })
  kind: string;

  @Text({ is: 'Status.', max: 40 })
  status: string;

  @Day({ is: 'Last day of validity.', optional: true })
  expiresOn?: string;
}

@Recorded({ table: 'bench_referral', is: 'A referral of a case.', permissions, owner })
export class BenchReferral extends TenantRecord {
  @Ref(() => Case, { is: 'Its case.', visibleWithRow: true })
  caseId: string;

  @Text({ is: 'Sector.', max: 40 })
  sector: string;

  @Text({ is: 'Status.', max: 40 })
  status: string;

  @Text({ is: 'Provider.', max: 200 })
  provider: string;

  @Moment({ is: 'When it was sent.' })
  sentAt: Date;
}

listedUnder(() => Case, 'papers', BenchDocument, 'caseId');
listedUnder(() => Case, 'referrals', BenchReferral, 'caseId');

export class Bench1900000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create table bench_document (${RECORD_COLUMNS}, case_id uuid not null, title text not null, kind text not null, status text not null, expires_on date, ${reference('case_id', 'case')})`,
    );
    await runner.query(
      `create table bench_referral (${RECORD_COLUMNS}, case_id uuid not null, sector text not null, status text not null, provider text not null, sent_at timestamptz not null, ${reference('case_id', 'case')})`,
    );
    for (const table of ['bench_document', 'bench_referral']) {
      await runner.query(`create index ${table}_case on ${table} (organization_id, case_id, created_at, id)`);
      await protectTable(runner, table);
    }
    // The generator fills tables by unnest(), which knows no arrays of arrays.
    await runner.query(
      `alter table applicant alter nationalities set default '{BY}', alter languages set default '{be,ru}'`,
    );
    await runner.query(`alter table organization alter working_days set default '{MON}'`);
    // Peers keep names in the clear; what they answer is then the same JSON.
    await runner.query('alter table applicant add column plain_name text');
    await runner.query('alter table "user" add column plain_name text');
  }

  async down(): Promise<void> {
    throw new Error('Drop the database instead');
  }
}
