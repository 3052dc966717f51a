// Participants: letting colleagues work along on a case, and ending it.
import { badInput, now } from '@haven/kernel';
import { Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { CasePermission } from '../cases/case.permissions.js';
import { mustBeUnderWay } from '../cases/case.rules.js';
import { Colleagues } from '../colleagues/colleagues.js';
import { CaseParticipant } from './participant.entity.js';
import type { AddCaseParticipantInput } from './participant.inputs.js';
import { ParticipantPermission } from './participant.permissions.js';
import { lasts, mustBeDaysToCome, mustLast, participantErrors } from './participant.rules.js';

/** More than anybody was ever added to one case again. */
const MOST_TIMES = 1_000;

@Injectable()
export class ParticipantsService {
  constructor(
    @Repo(CaseParticipant) private readonly participants: Repository<CaseParticipant>,
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly colleagues: Colleagues,
  ) {}

  /** @throws NOT_FOUND for a case out of reach, CASE_ENDED, PARTICIPANT_ALREADY */
  async add({ id, caseId, userId, role, validFrom, validUntil }: AddCaseParticipantInput): Promise<CaseParticipant> {
    // Locked: nobody is added twice at once.
    const theCase = await this.cases.one(caseId, ParticipantPermission.write);
    mustBeUnderWay(theCase);
    const day = today(unitOfWork().who);
    mustBeDaysToCome(validFrom ?? day, validUntil, day);
    await this.mustGainByIt(userId);
    await this.mustNotParticipate(caseId, userId, day);
    return this.participants.add({
      ...(id && { id }),
      ...{ caseId, userId, role },
      applicantId: theCase.applicantId,
      validFrom: validFrom ?? day,
      validUntil: validUntil ?? undefined,
    });
  }

  /** From now on, not from tomorrow. @throws PARTICIPANT_ENDED */
  async end(id: string, version: number): Promise<CaseParticipant> {
    const participant = await this.participants.one(id, ParticipantPermission.write, version);
    mustLast(participant, today(unitOfWork().who));
    participant.endedAt = now();
    return this.participants.save(participant);
  }

  /** Who sees cases of no team would not see this one either. */
  private async mustGainByIt(userId: string): Promise<void> {
    await this.colleagues.mustBeAbleTo(CasePermission.read, userId, 'input.userId');
    if (await this.colleagues.seesOnlyTheirOwn(CasePermission.read, userId))
      throw badInput('input.userId', 'This colleague holds case.read only for what is their own.');
  }

  private async mustNotParticipate(caseId: string, userId: string, day: string): Promise<void> {
    const found = await this.participants.find({ caseId, userId, endedAt: null }, 'unscoped', { limit: MOST_TIMES });
    const there = found.find((each) => lasts(each, day));
    if (there) throw participantErrors.PARTICIPANT_ALREADY(undefined, { participantId: there.id });
  }
}
