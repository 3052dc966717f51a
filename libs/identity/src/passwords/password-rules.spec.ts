// Which passwords are taken.
import { describe, expect, it } from 'vitest';
import { passwordComplaint } from './password-rules.js';

const atHand = { organization: 'Help Agency', email: 'maria.k@north.example' };
const complaint = (password: string) => passwordComplaint(password, atHand);

describe('a password', () => {
  it.each([
    'green kettle on the sill',
    'тихая речка йод',
    'xk7#Qp2v',
    '정확한말배터리쇠',
    'a'.repeat(30) + 'bcd',
    'correct horse',
    '😀😁😂🤣😃😄😅😆',
  ])('%j is taken', (password) => expect(complaint(password)).toBeUndefined());

  it.each(['', 'xk7#Qp2', '정확한말'])('%j is too short', (password) =>
    expect(complaint(password)).toMatch(/At least 8/),
  );

  it('of 1,024 characters is taken, of 1,025 not', () => {
    const long = 'kettle sill green '.repeat(57).slice(0, 1_024);
    expect(complaint(long)).toBeUndefined();
    expect(complaint(`${long}x`)).toMatch(/At most 1024/);
  });

  it.each([
    'Password123!',
    'P@ssw0rd2026',
    '  password  ',
    'qwerty12345',
    'Iloveyou!!',
    'пароль2024',
    'Йцукенгшщ',
    'ｐａｓｓｗｏｒｄ１',
    '1q2w3e4r5t',
    'passwordpassword',
    'Summer2026',
  ])('%j is one of the first that are guessed', (password) => expect(complaint(password)).toBeDefined());

  it.each(['12345678', '19870512', '87654321', 'aaaaaaaaaa', 'abababab', 'abcdefghij', 'poiuytrewq'])(
    '%j is too regular',
    (password) => expect(complaint(password)).toBeDefined(),
  );

  it.each([
    'HelpAgency2026',
    'x help-agency x',
    'myagency-desk',
    'haven is mine',
    'H a v e n 7788',
    'Maria.K was here',
  ])('%j holds a name at hand', (password) => expect(complaint(password)).toMatch(/must not contain/));
});
