// How applicants are asked for, registered and corrected.
import { reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from './applicant.entity.js';
import { CorrectApplicantInput, RegisterApplicantInput } from './applicant.inputs.js';
import { ApplicantPermission } from './applicant.permissions.js';
import { ApplicantsService } from './applicants.service.js';
import { RegistrationService } from './registration.service.js';

reads(Applicant, { one: 'applicant', list: 'applicants' });

@Resolver(() => Applicant)
export class ApplicantsResolver {
  constructor(
    private readonly registration: RegistrationService,
    private readonly applicants: ApplicantsService,
  ) {}

  @Requires(ApplicantPermission.register)
  @Mutation(() => Applicant, {
    description:
      'Registers a person, with all that comes along, in one go or not at all. Nobody is compared with those who are there: ask `applicants(filter: { name: … })` first, and `contact` or the number of a paper, and show who is found.',
  })
  registerApplicant(@Args('input') input: RegisterApplicantInput): Promise<Applicant> {
    return this.registration.register(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => Applicant, { description: 'Corrects what is known of a person.' })
  correctApplicant(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectApplicantInput,
  ): Promise<Applicant> {
    return this.applicants.correct(id, version, input);
  }
}
