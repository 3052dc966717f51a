// Disguises are seen through: a search that finds nothing proves nothing unless it would have found something.
import { describe, expect, it } from 'vitest';
import { givenAway } from './disguises.js';

const NAME = 'Ёлка Zbigniewicz';
const bytes = (text: string): Buffer => Buffer.from(text);

const HIDDEN: Record<string, string> = {
  'as it is': `a row with ${NAME} in it`,
  'in other letters': 'ёЛКА zBIGNIEWICZ',
  decomposed: NAME.normalize('NFD'),
  backwards: 'zciweingibZ аклЁ',
  'in hexadecimal digits': `\\x${bytes(`.${NAME}.`).toString('hex').toUpperCase()}`,
  'in base64': bytes(`${NAME} and more`).toString('base64'),
  'in base64, one off': bytes(`.${NAME}..`).toString('base64'),
  'in base64, two off': bytes(`..${NAME}.`).toString('base64url'),
  'in UTF-16': Buffer.from(`.${NAME}.`, 'utf16le').toString('hex'),
  'in UTF-16 the other way': Buffer.from(`.${NAME}.`, 'utf16le').swap16().toString('hex'),
  'escaped in JSON': '"\\u0401\\u043B\\u043a\\u0430 Zbigniewicz"',
  'escaped in an address': `/find?name=${encodeURIComponent(NAME)}`,
};

describe('a name is found', () => {
  it.each(Object.entries(HIDDEN))('%s', (_how, text) => {
    expect(givenAway([NAME], new Map([['here', text]]))).not.toEqual([]);
  });

  it('nowhere else', () => {
    const other = 'Ёлка Zbigniewski';
    const places = new Map(Object.entries(HIDDEN).map(([how]) => [how, bytes(other).toString('base64') + other]));
    expect(givenAway([NAME], places)).toEqual([]);
  });
});
