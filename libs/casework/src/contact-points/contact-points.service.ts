// What we do with contact points.
import { badInput, defineErrors, now } from '@haven/kernel';
import { correct, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { mustHaveHappened } from '../applicants/applicant.rules.js';
import { ContactPoint } from './contact-point.entity.js';
import type { AddContactPointInput, ContactPointInput, CorrectContactPointInput } from './contact-point.inputs.js';
import type { ContactSystem } from './contact-system.js';
import { canonicalContact } from './contact-value.js';

export const contactErrors = defineErrors({
  CONTACT_POINT_WITHDRAWN: 'The contact point was withdrawn and cannot be changed any more.',
  CONTACT_POINT_UNSAFE:
    'The contact point was marked unsafe: an answer from there proves nothing. Add it anew once it is safe again.',
});

@Injectable()
export class ContactPointsService {
  constructor(
    @Repo(ContactPoint) private readonly points: Repository<ContactPoint>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
  ) {}

  async add({ id, applicantId, ...input }: AddContactPointInput): Promise<ContactPoint> {
    return this.addTo(await this.applicants.one(applicantId, ApplicantPermission.update), input, 'input', id);
  }

  /** @throws BAD_USER_INPUT naming the value under `path` when it is no number, address or handle */
  async addTo(applicant: Applicant, input: ContactPointInput, path: string, id?: string): Promise<ContactPoint> {
    const { value, country } = canonical(input.system, input.value, applicant, path);
    return this.points.add({
      ...(id && { id }),
      ...input,
      applicantId: applicant.id,
      value,
      simCountry: input.simCountry ?? country,
      sharedDevice: input.sharedDevice ?? false,
      preferred: input.preferred ?? false,
      neverUse: input.neverUse ?? false,
    });
  }

  async correct(id: string, version: number, input: CorrectContactPointInput): Promise<ContactPoint> {
    const point = await this.inUse(id);
    const before = point.value;
    correct(point, input);
    if (input.system || input.value) {
      const applicant = await this.applicants.one(point.applicantId, ApplicantPermission.update);
      const { value, country } = canonical(point.system, point.value, applicant, 'input');
      point.value = value;
      if (input.simCountry === undefined) point.simCountry = country;
      if (value !== before) point.verifiedAt = undefined;
    }
    return this.points.save(point, version);
  }

  async markUnsafe(id: string, version: number, since?: string, reason?: string): Promise<ContactPoint> {
    const day = today(unitOfWork().who);
    mustHaveHappened(since, day, 'since');
    const point = await this.inUse(id);
    point.unsafeSince = since ?? day;
    return this.points.save(point, version, reason);
  }

  async verify(id: string, version: number): Promise<ContactPoint> {
    const point = await this.inUse(id);
    if (point.unsafeSince) throw contactErrors.CONTACT_POINT_UNSAFE();
    point.verifiedAt = now();
    return this.points.save(point, version);
  }

  /** The contact point stays to be read, with the moment of its withdrawal. */
  async withdraw(id: string, version: number, reason?: string): Promise<ContactPoint> {
    const point = await this.points.one(id, ApplicantPermission.update);
    point.withdrawnAt ??= now();
    return this.points.save(point, version, reason);
  }

  private async inUse(id: string): Promise<ContactPoint> {
    const point = await this.points.one(id, ApplicantPermission.update);
    if (point.withdrawnAt) throw contactErrors.CONTACT_POINT_WITHDRAWN();
    return point;
  }
}

function canonical(
  system: ContactSystem,
  typed: string,
  { country }: Applicant,
  path: string,
): { value: string; country?: string } {
  const contact = canonicalContact(system, typed, country);
  if (!contact.ok) throw badInput(`${path}.value`, contact.message);
  return contact;
}
