// What we do with applicants after they were registered.
import { correct, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { DeadlinesService } from '../deadlines/deadlines.service.js';
import { Applicant } from './applicant.entity.js';
import type { CorrectApplicantInput } from './applicant.inputs.js';
import { ApplicantPermission } from './applicant.permissions.js';
import { birthYearOf, mustHaveHappened } from './applicant.rules.js';

@Injectable()
export class ApplicantsService {
  constructor(
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly deadlines: DeadlinesService,
  ) {}

  /** @throws BAD_USER_INPUT naming the field, CONFLICT when the version is not the current one */
  async correct(id: string, version: number, input: CorrectApplicantInput): Promise<Applicant> {
    const day = today(unitOfWork().who);
    const applicant = await this.applicants.one(id, ApplicantPermission.update);
    correct(applicant, input);
    const { birthDate } = applicant;
    applicant.birthYear = birthDate ? birthYearOf(birthDate, day, 'input.birthDate') : undefined;
    mustHaveHappened(applicant.arrivedOn, day, 'input.arrivedOn');
    await this.applicants.save(applicant, version);
    // They say which stay rules bind the person.
    if (input.nationalities) await this.deadlines.reckon(id);
    return applicant;
  }
}
