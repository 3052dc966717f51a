// When two spellings of an e-mail address are one.
import { describe, expect, it } from 'vitest';
import { emailForm } from './email-address.js';

describe('an e-mail address', () => {
  it('is the same in capitals, in full-width letters and with white space around it', () => {
    expect(emailForm(' Maria@North.Example ')).toBe('maria@north.example');
    expect(emailForm('ｍaria@north.example')).toBe('maria@north.example');
  });

  it('is the same with its domain in letters of the country and in ASCII', () => {
    expect(emailForm('мария@пример.укр')).toBe('мария@xn--e1afmkfd.xn--j1amh');
    expect(emailForm('мария@XN--E1AFMKFD.xn--j1amh')).toBe('мария@xn--e1afmkfd.xn--j1amh');
  });

  it.each([
    '',
    'maria',
    '@north.example',
    'maria@',
    'maria@localhost',
    'a b@north.example',
    '.a@north.example',
    `${'a'.repeat(65)}@north.example`,
    'a@b@north.example',
  ])('is not %j', (text) => expect(emailForm(text)).toBeUndefined());
});
