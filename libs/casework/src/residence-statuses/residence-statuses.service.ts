// What we do with residence statuses.
import { correct, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { DeadlinesService } from '../deadlines/deadlines.service.js';
import { ResidenceState, ResidenceStatus } from './residence-status.entity.js';
import type {
  AddResidenceStatusInput,
  CorrectResidenceStatusInput,
  MoveResidenceStatusInput,
  ResidenceStatusInput,
} from './residence-status.inputs.js';
import { moveResidence, mustHaveSoundDays } from './residence-status.rules.js';

@Injectable()
export class ResidenceStatusesService {
  constructor(
    @Repo(ResidenceStatus) private readonly residences: Repository<ResidenceStatus>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly deadlines: DeadlinesService,
  ) {}

  async add({ id, applicantId, ...input }: AddResidenceStatusInput): Promise<ResidenceStatus> {
    const applicant = await this.applicants.one(applicantId, ApplicantPermission.update);
    const residence = await this.addTo(applicant, input, 'input', id);
    await this.deadlines.reckon(applicantId);
    return residence;
  }

  /** What is known at the first meeting. @throws BAD_USER_INPUT naming the day under `path` that cannot be */
  async addAll(applicant: Applicant, inputs: readonly ResidenceStatusInput[], path: string): Promise<void> {
    for (const [at, each] of inputs.entries()) await this.addTo(applicant, each, `${path}[${at}]`);
    if (inputs.length > 0) await this.deadlines.reckon(applicant.id);
  }

  private async addTo(
    applicant: Applicant,
    input: ResidenceStatusInput,
    path: string,
    id?: string,
  ): Promise<ResidenceStatus> {
    mustHaveSoundDays(input, today(unitOfWork().who), path);
    return this.residences.add({
      ...(id && { id }),
      ...input,
      applicantId: applicant.id,
      status: input.status ?? ResidenceState.DRAFT,
    });
  }

  async correct(id: string, version: number, input: CorrectResidenceStatusInput): Promise<ResidenceStatus> {
    const residence = await this.residences.one(id, ApplicantPermission.update);
    correct(residence, input);
    mustHaveSoundDays(residence, today(unitOfWork().who), 'input');
    await this.residences.save(residence, version);
    await this.deadlines.reckon(residence.applicantId);
    return residence;
  }

  async move(
    id: string,
    version: number,
    { status, ...said }: MoveResidenceStatusInput,
    reason?: string,
  ): Promise<ResidenceStatus> {
    const day = today(unitOfWork().who);
    const residence = await this.residences.one(id, ApplicantPermission.update);
    correct(residence, said);
    moveResidence(residence, status, said, day);
    mustHaveSoundDays(residence, day, 'input');
    await this.residences.save(residence, version, reason);
    await this.deadlines.reckon(residence.applicantId);
    return residence;
  }
}
