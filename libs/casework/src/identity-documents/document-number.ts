// Numbers of papers: the form under which they are found, however they were typed.
import { normalForm } from '@haven/kernel';

/** Small Cyrillic letters whose capitals look like Latin ones: the series of a passport is typed in either. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{ а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', і: 'i', ј: 'j' },
};

/** The number without spaces, hyphens and the sign №, in any case, the letters that look alike in Latin and Cyrillic being one. */
export function numberForms(number: string): string[] {
  const bare = normalForm(number.replaceAll('№', ' ')).replace(/[\s\-']/gu, '');
  const form = bare.replace(/\p{Script=Cyrillic}/gu, (letter) => LOOKALIKES[letter] ?? letter);
  return form === '' ? [] : [form];
}
