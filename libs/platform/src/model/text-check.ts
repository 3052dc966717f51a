// Text check: a text that somebody said, held against the traits of the field it is for.
import { cleanLine, cleanText } from '@haven/kernel';
import type { FieldTraits } from './traits.js';

/** The value to keep, null for a text that shows nothing, or why it is not taken, in words for its author. */
export type CheckedText = { ok: true; value: unknown } | { ok: false; message: string };

/** For texts that belong to no field. */
const LONGEST = 500;

export function checkedText(text: string, field: FieldTraits | undefined): CheckedText {
  const max = { max: field?.max ?? LONGEST };
  const cleaned = field?.multiline ? cleanText(text, max) : cleanLine(text, max);
  if (!cleaned.ok) return cleaned;
  if (cleaned.value === '' && field)
    return field.optional ? { ok: true, value: null } : { ok: false, message: 'Must not be empty.' };
  if (field?.pattern && !field.pattern.test(cleaned.value))
    return { ok: false, message: `This does not look like: ${field.description}` };
  return field?.check ? field.check(cleaned.value as never) : cleaned;
}
