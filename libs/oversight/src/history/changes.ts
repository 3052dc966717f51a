// Changes as they may be shown: an event's details, held against the classes of the fields and what the asking user's roles see.
import { Sensitivity, type RecordTraits } from '@haven/platform';
import type { EventDetails } from '../audit-trail/event-details.js';
import type { FieldChange } from './history.views.js';

/** Reasons are words about the person. */
export const CLASS_OF_REASONS = Sensitivity.PERSECUTION;

export interface ShownDetails {
  changes: FieldChange[];
  reason: string | null;
  /** Classes above BASIC of which something was shown. */
  classes: Set<Sensitivity>;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Fields in the order of the record; one that the record does not have any more is kept back, since nobody says who may see it.
 * @param hidden properties that the row's own rules keep back now: what was must not tell what is not to be seen
 */
export function shownDetails(
  { fields }: Pick<RecordTraits, 'fields'>,
  { changes = {}, reason }: EventDetails,
  sees: ReadonlySet<Sensitivity>,
  hidden: ReadonlySet<string> = NOTHING,
): ShownDetails {
  const classes = new Set<Sensitivity>();
  const note = (sensitivity: Sensitivity): void => {
    if (sensitivity !== Sensitivity.BASIC) classes.add(sensitivity);
  };
  const place = (property: string): number => fields.findIndex((field) => field.property === property);
  const shown = Object.keys(changes)
    .sort((a, b) => place(a) - place(b))
    .flatMap((property): FieldChange[] => {
      const field = fields[place(property)];
      if (field?.internal) return [];
      const { from, to } = changes[property]!;
      const seen = field && (field.sensitivity === Sensitivity.BASIC || sees.has(field.sensitivity));
      if (!seen || hidden.has(property)) return [{ ...UNTOLD, field: field?.name ?? property, withheld: true }];
      note(field.sensitivity);
      return [{ ...UNTOLD, field: field.name, from: told(from), to: told(to) }];
    });
  if (reason === undefined || !sees.has(CLASS_OF_REASONS)) return { changes: shown, reason: null, classes };
  note(CLASS_OF_REASONS);
  return { changes: shown, reason, classes };
}

const UNTOLD = { from: null, to: null, fromName: null, toName: null, withheld: false };

function told(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
