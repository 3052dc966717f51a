// Texts by which records are asked for: held to the rules of texts that are kept, so that none has become another one when Postgres reads it.
import { badInput, cleanText } from '@haven/kernel';

type Values = Record<string, unknown>;

/** Longer than any text that is kept for being looked for. */
const MAX = { max: 1_000 };
const PLAIN = /^[ -~]{0,1000}$/;

/** The arguments with their texts in normal form. @throws BAD_USER_INPUT naming the text that nothing could be found by */
export function askedTexts(args: Values): Values {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, asked(value, name)]));
}

function asked(value: unknown, path: string): unknown {
  if (typeof value === 'string') return askedText(value, path);
  if (Array.isArray(value)) return value.map((item, index) => asked(item, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asked(each, `${path}.${name}`)]));
}

function askedText(text: string, path: string): string {
  if (PLAIN.test(text)) return text;
  const result = cleanText(text, MAX);
  if (!result.ok) throw badInput(path, result.message);
  return result.value;
}
