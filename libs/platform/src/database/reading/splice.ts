// The splice: replaces the tokens in a statement's JSON text by what they stand for, without parsing the rest.
// It is the one place where a sensitive value becomes readable.
import type { Keyring } from '../../crypto/keyring.js';
import type { KeyRequest } from '../../crypto/key-request.js';
import type { Seal } from '../../crypto/seal.js';
import { writeCursor } from './cursors.js';
import type { Plan } from './plan.js';
import { TOKEN, UUID_LENGTH, type Place } from './tokens.js';

interface Token {
  from: number;
  to: number;
  kind: string;
  place: number;
  /** Where the token's content begins. */
  at: number;
}

function tokensOf(text: string, nonce: string): Token[] {
  const mark = `"${nonce}`;
  const tokens: Token[] = [];
  for (let from = text.indexOf(mark); from >= 0; from = text.indexOf(mark, from)) {
    const kindAt = from + mark.length;
    const at = kindAt + 4;
    let to = text.indexOf('"', at);
    // Only cursors and watched texts can hold an escaped quotation mark.
    while (text[to - 1] === '\\' && isEscaped(text, to)) to = text.indexOf('"', to + 1);
    tokens.push({ from, to: to + 1, kind: text[kindAt]!, place: Number(text.slice(kindAt + 1, at)), at });
    from = to + 1;
  }
  return tokens;
}

function isEscaped(text: string, quote: number): boolean {
  let slashes = 0;
  while (text[quote - 1 - slashes] === '\\') slashes++;
  return slashes % 2 === 1;
}

/**
 * The text in pieces, readable.
 * @param keys those of the organisation; the keys of the people in the text are added to them
 */
export async function splice(
  text: string,
  nonce: string,
  { places, cursorLabels }: Pick<Plan, 'places' | 'cursorLabels'>,
  keys: KeyRequest,
  keyring: Keyring,
  seal: Seal,
): Promise<string[]> {
  const tokens = tokensOf(text, nonce);
  const subjects: string[] = [];
  for (const { kind, at } of tokens) {
    if (kind !== TOKEN.encrypted) continue;
    const subject = text.slice(at + UUID_LENGTH, at + 2 * UUID_LENGTH);
    if (!keys.knows(subject)) subjects.push(subject);
  }
  if (subjects.length > 0) await keyring.loadMore(keys, [...new Set(subjects)]);
  const plain = new Map<string, string>();
  const pieces: string[] = [];
  let end = 0;
  for (const token of tokens) {
    pieces.push(text.slice(end, token.from));
    const content = text.slice(token.at, token.to - 1);
    if (token.kind === TOKEN.cursor)
      pieces.push(`"${writeCursor(seal, cursorLabels[token.place]!, JSON.parse(`"${content}"`) as string)}"`);
    else if (token.kind === TOKEN.found) pieces.push('');
    else if (token.kind === TOKEN.watched) pieces.push(`"${content.slice(UUID_LENGTH)}"`);
    else pieces.push(decrypted(content, places[token.place]!, token.place, keys, plain));
    end = token.to;
  }
  pieces.push(text.slice(end));
  return pieces;
}

/** The JSON of an encrypted value; the same cell shown many times, such as a colleague's name, is opened once. */
function decrypted(content: string, place: Place, index: number, keys: KeyRequest, plain: Map<string, string>): string {
  const rowId = content.slice(0, UUID_LENGTH);
  const cell = `${index}${rowId}`;
  let json = plain.get(cell);
  if (json === undefined) {
    const subjectId = content.slice(UUID_LENGTH, 2 * UUID_LENGTH);
    const bytes = Buffer.from(content.slice(2 * UUID_LENGTH), 'hex');
    json = JSON.stringify(keys.decrypt({ table: place.table, column: place.column, rowId, subjectId }, bytes));
    plain.set(cell, json);
  }
  return json;
}
