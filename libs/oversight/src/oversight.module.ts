// Oversight's wiring.
import { Applicant, Case } from '@haven/casework';
import { Team, User } from '@haven/identity';
import { repositories } from '@haven/platform';
import { Module } from '@nestjs/common';
import { AuditPages } from './audit-trail/audit-page.js';
import { AuditTrailResolver } from './audit-trail/audit-trail.resolver.js';
import { AuditTrailService } from './audit-trail/audit-trail.service.js';
import { EventOpener } from './audit-trail/event-details.js';
import { HistoriesResolver } from './history/histories.resolver.js';
import { HistoriesService } from './history/histories.service.js';
import { ReferenceNames } from './history/reference-names.js';

@Module({
  providers: [
    ...repositories(Applicant, Case, Team, User),
    ...[AuditPages, EventOpener, AuditTrailService, AuditTrailResolver],
    ...[ReferenceNames, HistoriesService, HistoriesResolver],
  ],
})
export class OversightModule {}
