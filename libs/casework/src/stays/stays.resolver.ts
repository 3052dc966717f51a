// How stays are asked for and changed.
import { listedUnder, reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { Stay } from './stay.entity.js';
import { AddStayInput, CorrectStayInput } from './stay.inputs.js';
import { StaysService } from './stays.service.js';

// A list of its own, because "who is still there without registration" is asked of all people at once.
reads(Stay, { list: 'stays' });
listedUnder(() => Applicant, 'stays', Stay, 'applicantId');

@Resolver(() => Stay)
export class StaysResolver {
  constructor(private readonly stays: StaysService) {}

  @Requires(ApplicantPermission.update)
  @Mutation(() => Stay, {
    description:
      'Notes an entry into a country, with the exit if there was one. Refused with STAY_OVERLAPS while another stay covers its days; what the applicant may lose, and when, is reckoned anew.',
  })
  addStay(@Args('input') input: AddStayInput): Promise<Stay> {
    return this.stays.add(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => Stay, {
    description:
      'Notes the exit or the registration of a stay, or corrects what was written down wrongly. Refused with STAY_OVERLAPS as addStay is.',
  })
  correctStay(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectStayInput,
  ): Promise<Stay> {
    return this.stays.correct(id, version, input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => Stay, { description: 'Withdraws a mistaken stay: it is kept, but its days no longer count.' })
  withdrawStay(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<Stay> {
    return this.stays.withdraw(id, version, reason);
  }
}
