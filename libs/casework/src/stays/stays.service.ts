// What we do with stays.
import { now } from '@haven/kernel';
import { correct, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { DeadlinesService } from '../deadlines/deadlines.service.js';
import { Stay } from './stay.entity.js';
import type { AddStayInput, CorrectStayInput } from './stay.inputs.js';
import { mustHaveSoundDays, mustNotOverlap, stayErrors } from './stay.rules.js';

/** More than anybody has. */
const ALL = { limit: 10_000 };

@Injectable()
export class StaysService {
  constructor(
    @Repo(Stay) private readonly stays: Repository<Stay>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly deadlines: DeadlinesService,
  ) {}

  /** @throws STAY_OVERLAPS, BAD_USER_INPUT naming the day that cannot be */
  async add({ id, ...input }: AddStayInput): Promise<Stay> {
    mustHaveSoundDays(input, today(unitOfWork().who));
    // The applicant is locked: two stays that are noted at once see each other.
    await this.applicants.one(input.applicantId, ApplicantPermission.update);
    await this.mustBeAlone(input);
    const stay = await this.stays.add({ ...(id && { id }), ...input });
    await this.deadlines.reckon(stay.applicantId);
    return stay;
  }

  /** @throws STAY_WITHDRAWN, STAY_OVERLAPS, BAD_USER_INPUT, CONFLICT */
  async correct(id: string, version: number, input: CorrectStayInput): Promise<Stay> {
    const stay = await this.stays.one(id, ApplicantPermission.update, version);
    if (stay.withdrawnAt) throw stayErrors.STAY_WITHDRAWN();
    correct(stay, input);
    mustHaveSoundDays(stay, today(unitOfWork().who));
    await this.applicants.one(stay.applicantId, ApplicantPermission.update);
    await this.mustBeAlone(stay);
    await this.stays.save(stay);
    await this.deadlines.reckon(stay.applicantId);
    return stay;
  }

  /** The stay remains to be read, with the moment of its withdrawal. */
  async withdraw(id: string, version: number, reason?: string): Promise<Stay> {
    const stay = await this.stays.one(id, ApplicantPermission.update, version);
    stay.withdrawnAt ??= now();
    await this.stays.save(stay, undefined, reason);
    await this.deadlines.reckon(stay.applicantId);
    return stay;
  }

  private async mustBeAlone(stay: Pick<Stay, 'applicantId' | 'enteredOn' | 'leftOn'> & { id?: string }): Promise<void> {
    mustNotOverlap(stay, await this.stays.find({ applicantId: stay.applicantId }, 'unscoped', ALL));
  }
}
