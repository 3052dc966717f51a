// Contact values: kept in one form, found in any.
import { describe, expect, it } from 'vitest';
import { ContactSystem } from './contact-system.js';
import { canonicalContact, contactSearchForms } from './contact-value.js';

const { PHONE, EMAIL, SIGNAL, TELEGRAM, MATRIX, IN_PERSON } = ContactSystem;
const kept = (system: ContactSystem, typed: string, country?: string): string | undefined => {
  const contact = canonicalContact(system, typed, country);
  return contact.ok ? contact.value : undefined;
};

describe('a contact value', () => {
  it.each([
    [PHONE, '8 (029) 123-45-67', 'BY', '+375291234567'],
    [PHONE, '067 123 45 67', 'UA', '+380671234567'],
    [PHONE, '067 123 45 67', undefined, undefined],
    [PHONE, '+375 (29) 123-45-67', 'PL', '+375291234567'],
    [EMAIL, ' Anna.K@Example.ORG ', undefined, 'Anna.K@example.org'],
    [EMAIL, 'анна@example.org', undefined, undefined],
    [SIGNAL, '@anna.01', undefined, 'anna.01'],
    [SIGNAL, 'anna', undefined, undefined],
    [TELEGRAM, '123456789', 'PL', '123456789'],
    [TELEGRAM, 't.me/anna_k', undefined, 'anna_k'],
    [TELEGRAM, '+48 601 234 567', undefined, '+48601234567'],
    [TELEGRAM, 'an', undefined, undefined],
    [MATRIX, '@anna:example.org', undefined, 'anna:example.org'],
    [IN_PERSON, ' У входа ', undefined, 'У входа'],
  ])('%s %s typed in %s is kept as %s', (system, typed, country, expected) => {
    expect(kept(system, typed, country)).toBe(expected);
  });

  it('tells the country of a number that shares its code with others', () => {
    expect(canonicalContact(PHONE, '+7 701 123 45 67')).toMatchObject({ country: 'KZ' });
    expect(canonicalContact(PHONE, '+7 916 123 45 67')).toMatchObject({ country: 'RU' });
  });

  it('has, once kept, every form of what may be typed', () => {
    const forms = contactSearchForms('+375291234567');
    for (const typed of [
      '+375 29 123-45-67',
      '00375291234567',
      '375291234567',
      '8 029 123 45 67',
      '029 123 45 67',
      '29 1234567',
    ]) {
      expect(forms).toEqual(expect.arrayContaining(contactSearchForms(typed)));
    }
    expect(forms).not.toContain(contactSearchForms('29 123456')[0]);
  });

  it('has no form when there is nothing to look for', () => {
    expect(['', '   ', '@'].flatMap(contactSearchForms)).toEqual([]);
  });

  it('keeps what it keeps: the form of a kept value is itself', () => {
    for (const [system, typed] of [
      [PHONE, '+375 29 1234567'],
      [EMAIL, 'a@почта.рф'],
      [TELEGRAM, '@anna_k'],
    ] as const) {
      const value = kept(system, typed)!;
      expect(kept(system, value)).toBe(value);
    }
  });
});
