// How the history of a case is asked for.
import { CasePermission } from '@haven/casework';
import { Requires, type OperationState } from '@haven/platform';
import { Args, Context, ID, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { asksFor } from '../audit-trail/asked-fields.js';
import { PageOfEvents } from '../audit-trail/audit-event.views.js';
import { CaseHistoryService } from './case-history.service.js';
import { CaseHistoryConnection, CaseHistoryEntry } from './history.views.js';

/** What is decrypted, and whose showing is written down. */
const VALUES = ['changes', 'reason'];

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
    @Context() state: OperationState,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CaseHistoryConnection | null> {
    return this.history.of(caseId, page, asksFor(VALUES, state, info));
  }
}
