// How needs are asked for and changed.
import { DayScalar, listedUnder, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { Need } from './need.entity.js';
import { AddNeedInput, CorrectNeedInput } from './need.inputs.js';
import { NeedsService } from './needs.service.js';

listedUnder(() => Applicant, 'needs', Need, 'applicantId');

@Resolver(() => Need)
export class NeedsResolver {
  constructor(private readonly needs: NeedsService) {}

  @Requires(ApplicantPermission.update)
  @Mutation(() => Need, { description: 'Adds a need to an applicant.' })
  addNeed(@Args('input') input: AddNeedInput): Promise<Need> {
    return this.needs.add(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => Need, { description: 'Corrects a need.' })
  correctNeed(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectNeedInput,
  ): Promise<Need> {
    return this.needs.correct(id, version, input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => Need, { description: 'Notes that a need was met.' })
  meetNeed(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('on', { type: () => DayScalar, nullable: true, description: 'On which day; today unless said.' }) on?: string,
  ): Promise<Need> {
    return this.needs.meet(id, version, on);
  }
}
