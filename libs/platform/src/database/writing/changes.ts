// Changes: what differs between a record before and after, for the audit trail and for writing only what changed.
import type { RecordTraits } from '../../model/traits.js';
import type { Change } from '../audit.js';

const KEPT_BY_THE_PLATFORM = new Set(['id', 'version', 'createdAt', 'createdById', 'updatedAt']);

type Values = { [property: string]: unknown };

const comparable = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
};

/** Changed properties with their old and new values; an empty record stands for one that was not there. */
export function changesBetween(record: RecordTraits, before: Values, after: Values): Record<string, Change> {
  const changes: Record<string, Change> = {};
  for (const { property } of record.fields) {
    if (KEPT_BY_THE_PLATFORM.has(property)) continue;
    if (comparable(before[property]) !== comparable(after[property]))
      changes[property] = { from: before[property] ?? undefined, to: after[property] ?? undefined };
  }
  return changes;
}
