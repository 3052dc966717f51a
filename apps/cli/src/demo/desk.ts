// The demo's desk: one organisation with its teams and colleagues, and the transactions in which they write.
import { Applicant, ClockRound } from '@haven/casework';
import { Membership, stranger, Team, UserKind, UserProvision } from '@haven/identity';
import { addDays, dayIn, now } from '@haven/kernel';
import {
  Database,
  Events,
  Keyring,
  repositoryToken,
  unitOfWork,
  type RecordClass,
  type Repository,
  type TenantRecord,
} from '@haven/platform';
import type { INestApplicationContext } from '@nestjs/common';
import { DEMO_COLLEAGUES, DEMO_PASSWORD, type DemoOrganization, type DemoTeam } from './organizations.js';
import { demoId } from './ids.js';

const HIRED_ON = '2024-01-01';
const WORKDAY_BEGINS = 'T06:00:00Z';
const WORKDAY_MS = 8 * 3_600_000;

export class DemoDesk {
  private readonly id: string;
  private readonly today: string;

  constructor(
    private readonly app: INestApplicationContext,
    readonly organization: DemoOrganization,
  ) {
    this.id = demoId(organization.mark, 'organization');
    this.today = dayIn(now(), organization.timeZone);
  }

  /** Whether everybody is there. */
  isWritten(): Promise<boolean> {
    const { mark, applicants } = this.organization;
    const ids = Array.from({ length: applicants }, (_, index) => demoId(mark, 'applicant', index));
    return this.as('admin', async () => (await this.records(Applicant).count({ id: ids })) === ids.length);
  }

  /** The organisation with its teams and colleagues. */
  async found(): Promise<void> {
    const { name, timeZone, country, language, teams } = this.organization;
    const provision = this.app.get(UserProvision, { strict: false });
    const { rows } = await this.app.get(Database).outside('select from tenant where organization_id = $1', [this.id]);
    if (rows.length === 0) {
      await provision.foundOrganization({
        id: this.id,
        name,
        timeZone,
        holidayCountry: country,
        defaultLanguage: language,
      });
    }
    await this.as('admin', async () => {
      if ((await this.records(Team).count({})) > 0) return;
      await this.records(Team).add({ id: this.teamId('head'), name: teams.head });
      await this.records(Team).add({ id: this.teamId('first'), name: teams.first, parentId: this.teamId('head') });
      await this.records(Team).add({ id: this.teamId('second'), name: teams.second, parentId: this.teamId('head') });
      for (const colleague of DEMO_COLLEAGUES) await this.hire(provision, colleague);
    });
  }

  private async hire(
    provision: UserProvision,
    { address, role, team, names }: (typeof DEMO_COLLEAGUES)[number],
  ): Promise<void> {
    const id = this.userId(address);
    const { domain, mark } = this.organization;
    const kind = role === 'partner' ? UserKind.PARTNER : UserKind.STAFF;
    await provision.provisionUser({
      id,
      name: names[mark]!,
      email: `${address}@${domain}`,
      kind,
      password: DEMO_PASSWORD,
    });
    await this.records(Membership).add({ userId: id, role, teamId: team && this.teamId(team), validFrom: HIRED_ON });
  }

  /** Which of these applicants are there already; within `as`. */
  async known(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const sql = 'select id from applicant where organization_id = $1 and id = any($2)';
    const { rows } = await unitOfWork().run(sql, [this.id, ids]);
    return new Set(rows.map(([id]) => id!));
  }

  /** Keys for people about to be written, all at once: one by one each would wait for the disk. */
  makeKeys(ids: readonly string[]): Promise<void> {
    return this.app.get(Keyring).createSubjects(this.id, ids);
  }

  /** One transaction in a colleague's name. */
  as<T>(address: string, deed: () => Promise<T>): Promise<T> {
    return this.app.get(Database).within(stranger(this.id, this.userId(address)), { readOnly: false }, deed);
  }

  records<T extends TenantRecord>(type: RecordClass<T>): Repository<T> {
    return this.app.get<Repository<T>>(repositoryToken(type), { strict: false });
  }

  /** Asks the worker to find out what people lose, and when: the start need not wait for it. */
  setClockGoing(): Promise<void> {
    return this.as('admin', () => this.app.get(Events, { strict: false }).tell(ClockRound({ afterId: null })));
  }

  teamId(team: DemoTeam): string {
    return demoId(this.organization.mark, 'team', team);
  }

  userId(address: string): string {
    return demoId(this.organization.mark, 'user', address);
  }

  /** The calendar day so many days from today, in the organisation's time zone. */
  inDays(days: number): string {
    return addDays(this.today, days);
  }

  /** A moment of the working day so many days ago, the same for the same id, and never one to come. */
  momentAgo(days: number, id: string): Date {
    const share = Number.parseInt(id.slice(0, 4), 16) / 0x1_0000;
    const at = Date.parse(`${this.inDays(-days)}${WORKDAY_BEGINS}`) + share * WORKDAY_MS;
    return new Date(Math.min(at, now().getTime()));
  }
}
