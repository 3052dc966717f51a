// Casework: the domain. Applicants, cases, notes and tasks.
export * from './applicants/applicant.entity.js';
export * from './applicants/applicant.permissions.js';
export * from './cases/case.entity.js';
export * from './cases/case.permissions.js';
export * from './migrations/casework.migration.js';
export { CaseworkModule } from './casework.module.js';
