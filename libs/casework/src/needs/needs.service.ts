// What we do with needs.
import { badInput } from '@haven/kernel';
import { correct, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { mustHaveHappened, mustNotEndBeforeItBegins } from '../applicants/applicant.rules.js';
import { Need, NeedPriority } from './need.entity.js';
import type { AddNeedInput, CorrectNeedInput, NeedInput } from './need.inputs.js';

@Injectable()
export class NeedsService {
  constructor(
    @Repo(Need) private readonly needs: Repository<Need>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
  ) {}

  async add({ id, applicantId, ...input }: AddNeedInput): Promise<Need> {
    return this.addTo(await this.applicants.one(applicantId, ApplicantPermission.update), input, 'input', id);
  }

  /** @throws BAD_USER_INPUT naming what is wrong under `path` */
  async addTo(applicant: Applicant, input: NeedInput, path: string, id?: string): Promise<Need> {
    const day = today(unitOfWork().who);
    const need = { ...input, priority: input.priority ?? NeedPriority.NORMAL, openedOn: input.openedOn ?? day };
    mustBeSound(need, day, path);
    return this.needs.add({ ...(id && { id }), ...need, applicantId: applicant.id });
  }

  async correct(id: string, version: number, input: CorrectNeedInput): Promise<Need> {
    const need = await this.needs.one(id, ApplicantPermission.update);
    correct(need, input);
    mustBeSound(need, today(unitOfWork().who), 'input');
    return this.needs.save(need, version);
  }

  /** @param on `2026-03-31`; today unless said otherwise */
  async meet(id: string, version: number, on?: string): Promise<Need> {
    const day = today(unitOfWork().who);
    const need = await this.needs.one(id, ApplicantPermission.update);
    need.metOn = on ?? day;
    mustHaveHappened(need.metOn, day, 'on');
    if (need.metOn < need.openedOn) throw badInput('on', `Must not be before openedOn, ${need.openedOn}.`);
    return this.needs.save(need, version);
  }
}

function mustBeSound(need: Pick<Need, 'code' | 'sector' | 'openedOn' | 'metOn'>, day: string, path: string): void {
  if (!need.code && !need.sector) throw badInput(`${path}.code`, 'Give a specific need, a sector, or both.');
  mustHaveHappened(need.openedOn, day, `${path}.openedOn`);
  mustHaveHappened(need.metOn, day, `${path}.metOn`);
  mustNotEndBeforeItBegins(need, 'openedOn', 'metOn', path);
}
