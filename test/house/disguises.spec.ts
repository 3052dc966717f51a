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

  it('in UTF-16 that was read as UTF-8', () => {
    const text = Buffer.from('.Zbigniewicz.', 'utf16le').toString('utf8');
    expect(givenAway(['Zbigniewicz'], new Map([['here', text]]))).not.toEqual([]);
    const encoded = Buffer.from(`.${NAME}.`, 'utf16le').toString('base64');
    expect(givenAway([NAME], new Map([['here', encoded]]))).not.toEqual([]);
  });

  it('nowhere else', () => {
    const other = 'Ёлка Zbigniewski';
    const places = new Map(Object.entries(HIDDEN).map(([how]) => [how, bytes(other).toString('base64') + other]));
    expect(givenAway([NAME], places)).toEqual([]);
  });
});

describe('a number is found', () => {
  it.each([
    ['4915123412987', '+49 (1512) 341-29-87'],
    ['4915123412987', '0049 1512.3412987'],
    ['4915123412987', '01512 / 341 29 87'],
    ['QZ7741953', 'passport qz 7741953'],
    ['QZ7741953', 'QZ-7741953'],
    ['1961-07-23', 'born 23.07.1961'],
    ['1961-07-23', '7: 07/23/1961'],
  ])('%s as %s', (number, text) => {
    expect(givenAway([number], new Map([['here', text]]))).not.toEqual([]);
  });

  it('and no other', () => {
    const text = '+49 (1512) 341-29-88, QZ 7741954, 24.07.1961, 2026-11-24T16:50:00.123Z';
    expect(givenAway(['4915123412987', 'QZ7741953', '1961-07-23'], new Map([['here', text]]))).toEqual([]);
  });
});
