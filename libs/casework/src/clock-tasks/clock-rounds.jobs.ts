// The clock's rounds: what a changed deadline or case asks for at once, and what the passing of days asks for once a day.
import { Events, Every, Hears, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { CaseOpened, CaseReopened } from '../cases/case.events.js';
import { DeadlinesChanged } from '../deadlines/deadline.events.js';
import { DeadlinesService } from '../deadlines/deadlines.service.js';
import { ClockRound } from './clock-task.events.js';
import { ClockTasks } from './clock-tasks.service.js';
import { FURTHEST_NOTICE } from './notice.js';

/** People whom one step of a round looks after: some tenths of a second. */
const AT_ONCE = 50;

/** Whose deadlines the mere passing of days may change, or bring near; and people whose papers came in before anybody reckoned. */
const CONCERNED = `select a.id from applicant a where a.organization_id = $1 and ($2::uuid is null or a.id > $2) and (
  exists (select from stay s where s.organization_id = a.organization_id and s.applicant_id = a.id
    and s.left_on is null and s.withdrawn_at is null)
  or exists (select from deadline d where d.organization_id = a.organization_id and d.applicant_id = a.id
    and d.lifted_at is null and d.due_on between $3::date and $3::date + ${FURTHEST_NOTICE})
  or not exists (select from deadline d where d.organization_id = a.organization_id and d.applicant_id = a.id)
    and (exists (select from identity_document p where p.organization_id = a.organization_id and p.applicant_id = a.id
        and p.expires_on is not null and p.withdrawn_at is null and p.status <> 'INVALID')
      or exists (select from document f where f.organization_id = a.organization_id and f.applicant_id = a.id
        and f.expires_on is not null and f.status = 'AVAILABLE' and f.verification <> 'DISPUTED')
      or exists (select from residence_status r where r.organization_id = a.organization_id and r.applicant_id = a.id
        and (r.status = 'GRANTED' and r.valid_until is not null
          or r.status in ('REFUSED', 'REVOKED') and r.appeal_until is not null))))
  order by a.id limit ${AT_ONCE}`;

@Injectable()
export class ClockRounds {
  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly deadlines: DeadlinesService,
    private readonly tasks: ClockTasks,
    private readonly events: Events,
  ) {}

  @Hears(DeadlinesChanged)
  async afterChange({ applicantId }: { applicantId: string }): Promise<void> {
    await this.tasks.attend(applicantId);
  }

  @Hears(CaseOpened)
  async afterOpening({ caseId }: { caseId: string }): Promise<void> {
    await this.attendTo(caseId);
  }

  @Hears(CaseReopened)
  async afterReopening({ caseId }: { caseId: string }): Promise<void> {
    await this.attendTo(caseId);
  }

  @Every('1 day', 'deadlines.goRound')
  async begin(): Promise<void> {
    await this.events.tell(ClockRound({ afterId: null }));
  }

  /** One step; the next one is told in the same transaction, so that a round is neither lost nor walked twice. */
  @Hears(ClockRound)
  async step({ afterId }: { afterId: string | null }): Promise<void> {
    const work = unitOfWork();
    const { rows } = await work.run(CONCERNED, [work.who.organizationId, afterId, today(work.who)]);
    const ids = rows.map(([id]) => id!);
    for (const id of ids) {
      await this.deadlines.reckon(id);
      await this.tasks.attend(id);
    }
    if (ids.length === AT_ONCE) await this.events.tell(ClockRound({ afterId: ids.at(-1)! }));
  }

  private async attendTo(caseId: string): Promise<void> {
    const [found] = await this.cases.find({ id: caseId }, 'unscoped', { limit: 1 });
    if (found) await this.tasks.attend(found.applicantId);
  }
}
