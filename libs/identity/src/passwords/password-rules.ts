// Which passwords are taken: long enough, none that guessing begins with, none with the names at hand in it. No letters, digits or signs are demanded.
import { COMMON_WORDS, RUNS } from './common-passwords.js';

export const SHORTEST = 8;
export const LONGEST = 1_024;
const FEWEST_DIFFERENT = 4;
/** Digits alone are dates and telephone numbers. */
const SHORTEST_OF_DIGITS = 16;
const PRODUCT = 'haven';
const LONG_WORD = 5;

/** What stands close to whoever chooses, and is tried first. */
export interface AtHand {
  organization: string;
  email: string;
}

/** Why a password is not taken, in words for whoever chose it; undefined when it is. The answer never repeats it. */
export function passwordComplaint(password: string, atHand: AtHand): string | undefined {
  const text = password.normalize('NFKC').toLowerCase();
  const letters = [...text];
  if (letters.length < SHORTEST) return `At least ${SHORTEST} characters; a few words in a row are good.`;
  if (letters.length > LONGEST) return `At most ${LONGEST} characters.`;
  if (/^\d+$/.test(text) && text.length < SHORTEST_OF_DIGITS)
    return 'Digits alone are dates and telephone numbers: take words.';
  if (new Set(letters).size < FEWEST_DIFFERENT || isRun(text)) return 'Too regular.';
  if (isCommon(text)) return 'One of the first that are guessed.';
  if (namesAtHand(atHand).some((name) => squashed(text).includes(name)))
    return 'It must not contain the name of the organisation, of Haven, or of the address.';
  return undefined;
}

function isRun(text: string): boolean {
  const core = text.replace(/[^\p{L}\d]/gu, '');
  const back = [...core].reverse().join('');
  return core.length > 3 && RUNS.some((run) => run.includes(core) || run.includes(back));
}

function isCommon(text: string): boolean {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return [text, core, plain(core), plain(text)].some((each) => COMMON_WORDS.has(each) || doubled(each));
}

/** passwordpassword */
const doubled = (text: string): boolean =>
  text.length % 2 === 0 &&
  text.slice(0, text.length / 2) === text.slice(text.length / 2) &&
  COMMON_WORDS.has(text.slice(text.length / 2));

const PLAIN: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};
const plain = (text: string): string => text.replace(/[013457@$!]/g, (sign) => PLAIN[sign]!);

const squashed = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function namesAtHand({ organization, email }: AtHand): string[] {
  const words = organization.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= LONG_WORD);
  const address = email.slice(0, Math.max(email.lastIndexOf('@'), 0));
  return [PRODUCT, organization, ...words, address].map(squashed).filter((name) => name.length >= 4);
}
