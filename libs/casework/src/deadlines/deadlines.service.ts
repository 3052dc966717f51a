// Deadlines: reckoned anew, within the operation that changed what they hang on, so that no list is ever behind.
import { now } from '@haven/kernel';
import { Events, Hears, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import type { Applicant } from '../applicants/applicant.entity.js';
import { DocumentChanged } from '../documents/document.events.js';
import { Deadline } from './deadline.entity.js';
import { DeadlinesChanged } from './deadline.events.js';
import { deadlinesOf, type Reckoned } from './deadline.rules.js';
import { Situations } from './situations.js';
import { takeTurn } from './turn.js';

/** More than anybody has. */
const ALL = { limit: 10_000 };

/** What a deadline comes from, and which of its ends it is: the row that keeps it, however often its day moves. */
const mark = ({ kind, identityDocumentId, documentId, residenceStatusId, stayId }: Reckoned): string =>
  `${kind} ${identityDocumentId ?? documentId ?? residenceStatusId ?? stayId}`;

@Injectable()
export class DeadlinesService {
  constructor(
    private readonly situations: Situations,
    @Repo(Deadline) private readonly deadlines: Repository<Deadline>,
    private readonly events: Events,
  ) {}

  /** Brings an applicant's deadlines up to date. */
  async reckon(applicantId: string): Promise<void> {
    await takeTurn(applicantId);
    const situation = await this.situations.of(applicantId);
    if (!situation) return;
    const reckoned = deadlinesOf(situation, today(unitOfWork().who));
    if (await this.bringUpToDate(situation.applicant, reckoned))
      await this.events.tell(DeadlinesChanged({ applicantId }));
  }

  /** A document is examined, corrected and looked at in its own time; the worker follows. */
  @Hears(DocumentChanged)
  async afterDocument({ documentId }: { documentId: string }): Promise<void> {
    const applicantId = await this.situations.ownerOf(documentId);
    if (applicantId) await this.reckon(applicantId);
  }

  /** @returns whether there was anything to change */
  private async bringUpToDate({ id: applicantId, teamId }: Applicant, reckoned: Reckoned[]): Promise<boolean> {
    const known = await this.deadlines.find({ applicantId }, 'unscoped', ALL);
    const unmatched = new Map(known.map((each) => [mark(each), each]));
    let changed = false;
    for (const each of reckoned) {
      const deadline = unmatched.get(mark(each));
      unmatched.delete(mark(each));
      if (!deadline) await this.deadlines.add({ ...each, applicantId, teamId });
      const wanted = { dueOn: each.dueOn, country: each.country, rule: each.rule, teamId, liftedAt: undefined };
      if (!deadline || (await this.saved(deadline, wanted))) changed = true;
    }
    for (const deadline of unmatched.values())
      if (!deadline.liftedAt && (await this.saved(deadline, { liftedAt: now() }))) changed = true;
    return changed;
  }

  private async saved(deadline: Deadline, wanted: Partial<Deadline>): Promise<boolean> {
    const { version } = deadline;
    await this.deadlines.save(Object.assign(deadline, wanted));
    return deadline.version !== version;
  }
}
