// The platform: how any record is stored, encrypted, guarded, listed, announced and served.
export * from './access/identifier.js';
export * from './access/permissions.js';
export * from './access/requires.js';
export * from './access/rules.js';
export * from './access/sensitivity.js';
export * from './access/who.js';
export * from './config/settings.js';
export * from './access/request-context.js';
export { CiphertextError } from './crypto/cipher.js';
export { Keyring } from './crypto/keyring.js';
export { KeyRequest, SubjectKeyError } from './crypto/key-request.js';
export { RootKey, RootKeyFile } from './crypto/root-key.js';
export { Seal } from './crypto/seal.js';
export * from './database/audit.js';
export * from './database/data-source.js';
export * from './database/database.js';
export { Params } from './database/params.js';
export { SESSION_ENDED, ACCESS_CHANGED } from './database/postgres-errors.js';
export { reachedThrough } from './database/reach.js';
export { readCursor, writeCursor } from './database/reading/cursors.js';
export { hiddenFields } from './database/reading/hidden-fields.js';
export { rankSql } from './database/reading/order.js';
export * from './database/reading/reader.js';
export { DEFAULT_PAGE, LARGEST_PAGE } from './database/reading/selection.js';
export * from './database/schema/platform-migration.js';
export * from './database/schema/prepare.js';
export * from './database/schema/protect-table.js';
export * from './database/schema/roles.js';
export * from './database/schema/table-sql.js';
export * from './database/today.js';
export { Transactions } from './database/transactions.js';
export { unitOfWork, type Mode, type UnitOfWork } from './database/unit-of-work.js';
export { Repo, repositories, Repository, repositoryToken, type Draft } from './database/writing/repository.js';
export * from './events/events.js';
export { HavenDriver } from './graphql/driver.js';
export { refuseRequest } from './graphql/door.js';
export { PagePlace } from './graphql/page-place.js';
export type { Operation } from './graphql/operations.js';
export * from './graphql/reads.js';
export type { OperationState } from './graphql/resolving.js';
export { selectionsOf } from './graphql/selections.js';
export { declareSensitiveView } from './graphql/sensitive-selections.js';
export { OpenRoutes, Routes, type Route } from './http/routes.js';
export { answerWith } from './http/statuses.js';
export { HealthController, type HealthState } from './health/health.controller.js';
export { Every, Hears, NotYet, Undertakes, type Period } from './jobs/hears.js';
export { JobMetrics } from './jobs/job-metrics.js';
export { JobsModule } from './jobs/jobs.module.js';
export { LEASE_MS, MOST_ATTEMPTS, Relay, RENEWED_EVERY_MS } from './jobs/relay.js';
export { Shift } from './jobs/shift.js';
export { TimeZones } from './jobs/steward.js';
export { Timetable } from './jobs/timetable.js';
export { correct } from './model/corrections.js';
export * from './model/fields.js';
export * from './model/inputs.js';
export * from './model/record.js';
export * from './model/scalars.js';
export { checkedText } from './model/text-check.js';
export {
  fieldOf,
  fieldsOf,
  recordOf,
  records,
  type FieldTraits,
  type RecordClass,
  type RecordTraits,
} from './model/traits.js';
export { PlatformModule } from './platform.module.js';
export type { ByteRange } from './storage/chunked-cipher.js';
export { Files, type StoredFile, type WrittenFile } from './storage/files.js';
export { FileDamaged, FileMissing, StoreFull, StoreUnavailable } from './storage/object-store.js';
export { Telemetry } from './telemetry/telemetry.js';
