// How names are asked for and changed.
import { foundUnder, listedUnder, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { PersonName } from './person-name.entity.js';
import { AddNameInput, CorrectNameInput } from './person-name.inputs.js';
import { PersonNamesService } from './person-names.service.js';

listedUnder(() => Applicant, 'names', PersonName, 'applicantId');
foundUnder(
  () => Applicant,
  'name',
  PersonName,
  'applicantId',
  'full',
  'One of the names has all these parts, in any order and case, in the same script and spelling.',
  ({ col }) => `${col('withdrawn_at')} is null`,
);

@Resolver(() => PersonName)
export class PersonNamesResolver {
  constructor(private readonly names: PersonNamesService) {}

  @Requires(ApplicantPermission.update)
  @Mutation(() => PersonName, { description: 'Adds a name to an applicant.' })
  addName(@Args('input') input: AddNameInput): Promise<PersonName> {
    return this.names.add(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => PersonName, { description: 'Corrects a name.' })
  correctName(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectNameInput,
  ): Promise<PersonName> {
    return this.names.correct(id, version, input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => PersonName, {
    description: 'Withdraws a mistaken name: it is kept, but no longer found. The primary name cannot be withdrawn.',
  })
  withdrawName(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<PersonName> {
    return this.names.withdraw(id, version, reason);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => PersonName, { description: 'Makes a name the one under which the person is shown.' })
  makeNamePrimary(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
  ): Promise<PersonName> {
    return this.names.makePrimary(id, version);
  }
}
