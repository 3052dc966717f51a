// Balances: where an applicant stands under the stay rules, as far as the asker may know where the applicant is.
import { badInput } from '@haven/kernel';
import { forbidden, may, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant, LocationDisclosure } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { mustBeWithinReason } from '../applicants/applicant.rules.js';
import { isCountry } from '../code-lists/countries.js';
import { Stay } from '../stays/stay.entity.js';
import { balancesOf, type Balance } from './stay-reckoning.js';

/** Longest stay that is asked about: no rule gives more in one go. */
const LONGEST_DAYS = 1100;
/** More than anybody has. */
const ALL = { limit: 10_000 };

export interface BalanceQuestion {
  on?: string | null;
  country?: string | null;
  forDays?: number | null;
}

@Injectable()
export class StayBalancesService {
  constructor(
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    @Repo(Stay) private readonly stays: Repository<Stay>,
  ) {}

  /** Null for an applicant out of reach. @throws FORBIDDEN for one who wants it kept back where they are, BAD_USER_INPUT */
  async of(applicantId: string, { on, country, forDays }: BalanceQuestion): Promise<Balance[] | null> {
    const { who } = unitOfWork();
    const day = on ?? today(who);
    mustBeWithinReason(day, today(who), 'on');
    if (country != null && !isCountry(country)) throw badInput('country', 'An ISO 3166-1 alpha-2 code such as GE.');
    if (forDays != null && (forDays < 1 || forDays > LONGEST_DAYS))
      throw badInput('forDays', `1 to ${LONGEST_DAYS} days.`);
    const [applicant] = await this.applicants.find({ id: applicantId }, ApplicantPermission.read, { limit: 1 });
    if (!applicant) return null;
    // Days in a country tell which one it is.
    if (applicant.locationDisclosure === LocationDisclosure.NEVER && !may(who, ApplicantPermission.locate))
      throw forbidden(ApplicantPermission.locate, ' The applicant wants it kept back where they are.');
    const stays = await this.stays.find({ applicantId }, 'unscoped', ALL);
    return balancesOf(applicant.nationalities, stays, day, {
      country: country ?? undefined,
      forDays: forDays ?? undefined,
    });
  }
}
