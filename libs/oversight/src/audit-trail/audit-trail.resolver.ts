// How the audit trail is asked for.
import { Requires } from '@haven/platform';
import { Args, Query, Resolver } from '@nestjs/graphql';
import { AuditEvent, AuditEventConnection, AuditEventFilter, PageOfEvents } from './audit-event.views.js';
import { AuditPermission } from './audit.permissions.js';
import { AuditTrailService } from './audit-trail.service.js';

@Resolver(() => AuditEvent)
export class AuditTrailResolver {
  constructor(private readonly trail: AuditTrailService) {}

  @Requires(AuditPermission.read)
  @Query(() => AuditEventConnection, {
    description:
      'The audit trail, newest first: who did or saw what and when, but no content. Filter by subjectId to ask who saw a person. Needs `audit.read`.',
  })
  auditEvents(
    @Args() page: PageOfEvents,
    @Args('filter', { nullable: true, description: 'An absent or null condition does not filter.' })
    filter?: AuditEventFilter,
  ): Promise<AuditEventConnection> {
    return this.trail.events(filter ?? {}, page);
  }
}
