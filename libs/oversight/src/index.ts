// Oversight: accountability. The audit trail and the history of records.
export * from './audit-trail/audit.permissions.js';
export { OversightModule } from './oversight.module.js';
