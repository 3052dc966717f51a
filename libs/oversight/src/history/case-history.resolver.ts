// How the history of a case is asked for.
import { CasePermission } from '@haven/casework';
import { Requires, selectionsOf, type OperationState } from '@haven/platform';
import { Args, Context, ID, Info, Query, Resolver } from '@nestjs/graphql';
import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { PageOfEvents } from '../audit-trail/audit-event.views.js';
import { CaseHistoryService } from './case-history.service.js';
import { CaseHistoryConnection, CaseHistoryEntry } from './history.views.js';

type Selections = ReturnType<typeof selectionsOf>;

@Resolver(() => CaseHistoryEntry)
export class CaseHistoryResolver {
  constructor(private readonly history: CaseHistoryService) {}

  @Requires(CasePermission.read)
  @Query(() => CaseHistoryConnection, {
    nullable: true,
    description:
      "Every change of a case, newest first: who, when, from what to what; null when there is no such case within the asking user's scope. Needs `case.read`.",
  })
  caseHistory(
    @Args('caseId', { type: () => ID, description: 'The case.' }) caseId: string,
    @Args() page: PageOfEvents,
    @Context() { selecting }: OperationState,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseHistoryConnection | null> {
    const selections = selectionsOf(selecting, getNamedType(info.returnType) as GraphQLObjectType, info.fieldNodes);
    return this.history.of(caseId, page, asksForValues(selections));
  }
}

const asksForValues = (selections: Selections): boolean =>
  selections.some(({ field, children }) => field === 'changes' || field === 'reason' || asksForValues(children));
