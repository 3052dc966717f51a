// How the audit trail is asked for.
import { Requires, type OperationState } from '@haven/platform';
import { Args, Context, Info, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { asksFor } from './asked-fields.js';
import { AuditEvent, AuditEventConnection, AuditEventFilter, PageOfEvents } from './audit-event.views.js';
import { AuditPermission } from './audit.permissions.js';
import { AuditTrailService } from './audit-trail.service.js';

@Resolver(() => AuditEvent)
export class AuditTrailResolver {
  constructor(private readonly trail: AuditTrailService) {}

  @Requires(AuditPermission.read)
  @Query(() => AuditEventConnection, {
    description:
      'The audit trail, newest first: who did or saw what, when, why and from where, but no content of any record. Filter by subjectId to ask who saw a person. Needs `audit.read`.',
  })
  auditEvents(
    @Args() page: PageOfEvents,
    @Args('filter', {
      type: () => AuditEventFilter,
      nullable: true,
      description: 'An absent or null condition does not filter.',
    })
    filter: AuditEventFilter | undefined,
    @Context() state: OperationState,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AuditEventConnection> {
    const asked = { reasons: asksFor(['reason'], state, info), addresses: asksFor(['address'], state, info) };
    return this.trail.events(filter ?? {}, page, asked);
  }
}
