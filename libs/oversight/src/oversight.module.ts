// Oversight's wiring.
import { Case } from '@haven/casework';
import { repositories } from '@haven/platform';
import { Module } from '@nestjs/common';
import { AuditPages } from './audit-trail/audit-page.js';
import { AuditTrailResolver } from './audit-trail/audit-trail.resolver.js';
import { AuditTrailService } from './audit-trail/audit-trail.service.js';
import { EventOpener } from './audit-trail/event-details.js';
import { CaseHistoryResolver } from './history/case-history.resolver.js';
import { CaseHistoryService } from './history/case-history.service.js';

@Module({
  providers: [
    ...repositories(Case),
    ...[AuditPages, EventOpener, AuditTrailService, AuditTrailResolver],
    ...[CaseHistoryService, CaseHistoryResolver],
  ],
})
export class OversightModule {}
