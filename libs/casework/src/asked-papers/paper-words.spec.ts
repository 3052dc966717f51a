// What the tasks that ask for papers say.
import { InterfaceLanguage } from '@haven/identity';
import { describe, expect, it } from 'vitest';
import { titleOf } from './paper-words.js';

const { EN, RU, UK } = InterfaceLanguage;

describe('the title of a task that asks for a paper', () => {
  it('names it in the language of the organisation', () => {
    const passport = { kinds: ['PASSPORT'] };
    expect([EN, RU, UK].map((language) => titleOf(passport, language))).toEqual([
      'Ask for: Passport',
      'Запросить: Паспорт',
      'Запросити: Паспорт',
    ]);
  });

  it('names all that will do', () => {
    const kinds = ['PASSPORT', 'NATIONAL_ID'];
    expect(titleOf({ kinds }, EN)).toBe('Ask for: Passport or National identity card');
    expect(titleOf({ kinds }, UK)).toBe('Запросити: Паспорт або Національне посвідчення особи');
  });

  it('prefers the words of the organisation, and has an end', () => {
    expect(titleOf({ kinds: ['OTHER'], document: 'Letter of the landlord' }, EN)).toBe(
      'Ask for: Letter of the landlord',
    );
    const kinds = Array.from({ length: 20 }, () => 'CONVENTION_TRAVEL_DOCUMENT');
    const title = titleOf({ kinds }, RU);
    expect([[...title].length, title.endsWith('…')]).toEqual([300, true]);
  });
});
