// How contact points are asked for and changed.
import { DayScalar, foundUnder, listedUnder, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { ContactPoint } from './contact-point.entity.js';
import { AddContactPointInput, CorrectContactPointInput } from './contact-point.inputs.js';
import { ContactPointsService } from './contact-points.service.js';

listedUnder(() => Applicant, 'contactPoints', ContactPoint, 'applicantId');
foundUnder(
  () => Applicant,
  'contact',
  ContactPoint,
  'applicantId',
  'value',
  'One of the contact points is this number, address or handle: a number with or without its country code, grouped in any way; the others in any case, with or without @.',
  ({ col }) => `${col('withdrawn_at')} is null`,
);

@Resolver(() => ContactPoint)
export class ContactPointsResolver {
  constructor(private readonly points: ContactPointsService) {}

  @Requires(ApplicantPermission.update)
  @Mutation(() => ContactPoint, { description: 'Adds a way to reach an applicant.' })
  addContactPoint(@Args('input') input: AddContactPointInput): Promise<ContactPoint> {
    return this.points.add(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => ContactPoint, { description: 'Corrects a contact point. A changed value is no longer verified.' })
  correctContactPoint(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectContactPointInput,
  ): Promise<ContactPoint> {
    return this.points.correct(id, version, input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => ContactPoint, {
    description: 'Says that somebody else may read or listen there. This cannot be taken back.',
  })
  markContactPointUnsafe(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('since', { type: () => DayScalar, nullable: true, description: 'Since which day; today unless said.' })
    since?: string,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<ContactPoint> {
    return this.points.markUnsafe(id, version, since, reason);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => ContactPoint, {
    description: 'Says that the person has answered there just now, and is who they should be.',
  })
  verifyContactPoint(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
  ): Promise<ContactPoint> {
    return this.points.verify(id, version);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => ContactPoint, { description: 'Withdraws a contact point: it is kept, but no longer found or used.' })
  withdrawContactPoint(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<ContactPoint> {
    return this.points.withdraw(id, version, reason);
  }
}
