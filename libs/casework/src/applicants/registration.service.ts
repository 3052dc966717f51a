// Registering: a person and all that is known at the first meeting, in one go or not at all.
import { badInput } from '@haven/kernel';
import { Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { ContactPointsService } from '../contact-points/contact-points.service.js';
import { NeedsService } from '../needs/needs.service.js';
import { PersonNamesService } from '../person-names/person-names.service.js';
import { ResidenceStatusesService } from '../residence-statuses/residence-statuses.service.js';
import { Applicant, Gender, LocationDisclosure } from './applicant.entity.js';
import type { RegisterApplicantInput } from './applicant.inputs.js';
import { birthYearOf, mustHaveHappened } from './applicant.rules.js';
import { RegisteringTeam } from './registering-team.js';

const MOST = { contactPoints: 20, residenceStatuses: 20, needs: 50 } as const;

@Injectable()
export class RegistrationService {
  constructor(
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly team: RegisteringTeam,
    private readonly names: PersonNamesService,
    private readonly contactPoints: ContactPointsService,
    private readonly residenceStatuses: ResidenceStatusesService,
    private readonly needs: NeedsService,
  ) {}

  /** @throws BAD_USER_INPUT naming the field */
  async register(input: RegisterApplicantInput): Promise<Applicant> {
    for (const [list, most] of Object.entries(MOST) as [keyof typeof MOST, number][]) {
      if ((input[list]?.length ?? 0) > most) throw badInput(`input.${list}`, `At most ${most} at once.`);
    }
    const names = this.names.ready(input.names, 'input.names');
    const applicant = await this.addPerson(input, names[0].full);
    await this.names.addReady(applicant.id, names);
    for (const [at, each] of (input.contactPoints ?? []).entries())
      await this.contactPoints.addTo(applicant, each, `input.contactPoints[${at}]`);
    await this.residenceStatuses.addAll(applicant, input.residenceStatuses ?? [], 'input.residenceStatuses');
    for (const [at, each] of (input.needs ?? []).entries())
      await this.needs.addTo(applicant, each, `input.needs[${at}]`);
    return applicant;
  }

  private async addPerson(input: RegisterApplicantInput, displayName: string): Promise<Applicant> {
    const day = today(unitOfWork().who);
    mustHaveHappened(input.arrivedOn, day, 'input.arrivedOn');
    return this.applicants.add({
      ...(input.id && { id: input.id }),
      displayName,
      birthDate: input.birthDate,
      birthDateEstimated: input.birthDateEstimated ?? false,
      birthYear: input.birthDate ? birthYearOf(input.birthDate, day, 'input.birthDate') : undefined,
      gender: input.gender ?? Gender.NOT_ASKED,
      nationalities: input.nationalities ?? [],
      languages: input.languages ?? [],
      teamId: await this.team.choose(input.teamId, 'input.teamId'),
      arrivedOn: input.arrivedOn,
      country: input.country,
      locality: input.locality,
      locationDisclosure: input.locationDisclosure ?? LocationDisclosure.COUNTRY,
    });
  }
}
