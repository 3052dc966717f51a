// Faults that can be expected: a taken port, a database that is not there. They are told in a sentence.

/** Something that the person at the keyboard can put right; the message says what and how. */
export class Fault extends Error {}

const SENTENCES = new Set(['RootKeyError', 'SettingsError']);

/** What to say of an error that can be expected; undefined for one of our own making, whose stack is wanted. */
export function sentenceFor(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  const code = 'code' in error ? String(error.code) : '';
  const expected = error instanceof Fault || SENTENCES.has(name) || code.startsWith('ERR_PARSE_ARGS');
  return expected ? message : undefined;
}
