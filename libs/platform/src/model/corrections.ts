// Corrections: what a client says of a record that exists already is put upon it, property by property.
import { badInputs, type FieldRefusal } from '@haven/kernel';
import { fieldOf, recordOf } from './traits.js';

type Values = { [property: string]: unknown };

/**
 * Puts the properties of an input that are fields of the record upon it: what is absent stays, null empties.
 * @param path where the input stands among the arguments, for messages
 * @throws BAD_USER_INPUT for null where the record must have a value
 */
export function correct<T extends object>(record: T, input: Partial<T>, path = 'input'): void {
  const traits = recordOf(record.constructor);
  const refusals: FieldRefusal[] = [];
  const values = record as Values;
  for (const [property, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (value === null && !fieldOf(traits, property).optional) {
      refusals.push({ field: `${path}.${property}`, message: 'This cannot be emptied.' });
    } else {
      values[property] = value ?? undefined;
    }
  }
  if (refusals.length > 0) throw badInputs(refusals);
}
