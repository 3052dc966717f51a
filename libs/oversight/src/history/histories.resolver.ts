// How histories are asked for.
import { ApplicantPermission, CasePermission } from '@haven/casework';
import { Requires, type OperationState } from '@haven/platform';
import { Args, Context, ID, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { asksFor } from '../audit-trail/asked-fields.js';
import { PageOfEvents } from '../audit-trail/audit-event.views.js';
import { HistoriesService, type AskedOfChanges } from './histories.service.js';
import { ApplicantHistoryConnection, CaseHistoryConnection } from './history.views.js';

const askedOf = (state: OperationState, info: GraphQLResolveInfo): AskedOfChanges => ({
  values: asksFor(['changes', 'reason'], state, info),
  names: asksFor(['fromName', 'toName'], state, info),
});

@Resolver()
export class HistoriesResolver {
  constructor(private readonly histories: HistoriesService) {}

  @Requires(CasePermission.read)
  @Query(() => CaseHistoryConnection, {
    nullable: true,
    description:
      "Every change of a case, newest first: who, when, from what to what; null when there is no such case within the asking user's scope. Needs `case.read`.",
  })
  caseHistory(
    @Args('caseId', { type: () => ID, description: 'The case.' }) caseId: string,
    @Args() page: PageOfEvents,
    @Context() state: OperationState,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseHistoryConnection | null> {
    return this.histories.ofCase(caseId, page, askedOf(state, info));
  }

  @Requires(ApplicantPermission.read)
  @Query(() => ApplicantHistoryConnection, {
    nullable: true,
    description:
      "Every change of an applicant and of their names, contact points, identity documents, residence statuses and needs, newest first; null when there is no such applicant within the asking user's scope. Where the person is stays kept back as it is in the record itself. Needs `applicant.read`.",
  })
  applicantHistory(
    @Args('applicantId', { type: () => ID, description: 'The applicant.' }) applicantId: string,
    @Args() page: PageOfEvents,
    @Context() state: OperationState,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApplicantHistoryConnection | null> {
    return this.histories.ofApplicant(applicantId, page, askedOf(state, info));
  }
}
