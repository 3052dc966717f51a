// Bells: facts and listeners for the outbox's journey. What they hear they write into a table of the test.
import { setTimeout as sleep } from 'node:timers/promises';
import { commonErrors } from '@haven/kernel';
import { Case, CasePermission } from '@haven/casework';
import {
  Every,
  fact,
  Hears,
  Repo,
  repositories,
  Transactions,
  Undertakes,
  unitOfWork,
  type Repository,
} from '@haven/platform';
import { Injectable, Module } from '@nestjs/common';

export const BellRang = fact<{ bellId: string; strokes: number }>('bell.rang');
export const BellCracked = fact<{ bellId: string }>('bell.cracked');
export const BellTolled = fact<{ bellId: string }>('bell.tolled');
/** A bell that is to be cast, which takes its time. */
export const BellOrdered = fact<{ bellId: string }>('bell.ordered');
export const BellBroke = fact<{ bellId: string }>('bell.broke');

/** A table without a key: what is written twice is there twice. */
export const ECHO_TABLE = `
  create table echo (organization_id uuid not null, bell_id uuid, listener text not null, cases integer, numbers text);
  alter table echo enable row level security;
  create policy tenant on echo using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid));
  grant select, insert on echo to haven_app, haven_worker`;

@Injectable()
export class Bells {
  /** Whether some listeners refuse. */
  deaf = false;
  /** What a listener does in the middle of its work. */
  midway: () => Promise<unknown> = async () => undefined;

  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly transactions: Transactions,
  ) {}

  @Hears(BellRang)
  async hearOnce({ bellId }: { bellId: string }): Promise<void> {
    // No organisation is named here: the wall alone decides what is counted.
    const { rows } = await unitOfWork().run('select count(*) from "case"');
    await echo('hearOnce', bellId, Number(rows[0]![0]));
  }

  @Hears(BellRang, CasePermission.read)
  async lookAround({ bellId }: { bellId: string }): Promise<void> {
    const cases = await this.cases.find({}, CasePermission.read, { limit: 100 });
    const others = await this.cases.find({}, CasePermission.close, { limit: 100 });
    const numbers = cases.map(({ number }) => number).sort();
    await echo('lookAround', bellId, others.length, numbers.join());
  }

  @Hears(BellCracked)
  async hearWell({ bellId }: { bellId: string }): Promise<void> {
    await echo('hearWell', bellId);
  }

  @Hears(BellCracked)
  async hearBadly({ bellId }: { bellId: string }): Promise<void> {
    await echo('hearBadly', bellId);
    if (this.deaf) throw commonErrors.CONFLICT('The bell of Юлія Щербакова is cracked.');
  }

  @Hears(BellTolled)
  async hearSlowly({ bellId }: { bellId: string }): Promise<void> {
    await echo('hearSlowly', bellId);
    await this.midway();
  }

  /** Begins, and is through, in two transactions; what is between them is in none. */
  @Undertakes(BellOrdered, CasePermission.read)
  async cast({ bellId }: { bellId: string }): Promise<void> {
    const numbers = await this.transactions.run(async () => {
      const cases = await this.cases.find({}, CasePermission.read, { limit: 100 });
      await echo('melt', bellId);
      return cases.map(({ number }) => number);
    });
    await this.midway();
    await this.transactions.run(() => echo('cast', bellId, numbers.length, numbers.join()));
  }

  @Hears(BellOrdered)
  async announce({ bellId }: { bellId: string }): Promise<void> {
    await echo('announce', bellId);
  }

  @Hears(BellBroke)
  async breakDown({ bellId }: { bellId: string }): Promise<void> {
    await unitOfWork().run('select 1 / 0, $1::uuid', [bellId]);
  }

  @Every('1 hour', 'bells.polish')
  async polish(): Promise<void> {
    await echo('polish', null);
    await sleep(50);
    if (this.deaf) throw new Error('Out of polish');
  }
}

const echo = (listener: string, bellId: string | null, cases = 0, numbers = ''): Promise<unknown> =>
  unitOfWork().run(
    'insert into echo (organization_id, bell_id, listener, cases, numbers) values ($1, $2, $3, $4, $5)',
    [unitOfWork().who.organizationId, bellId, listener, cases, numbers],
  );

@Module({ providers: [...repositories(Case), Bells], exports: [Bells] })
export class BellsModule {}
