// Paper words: what the tasks that ask for papers say, in the language of the organisation.
import { InterfaceLanguage } from '@haven/identity';
import { codeIn } from '../code-lists/code-lists.js';
import type { Labels } from '../code-lists/code-list.js';
import type { RequiredDocument } from '../required-documents/required-document.entity.js';

const LANGUAGES: Record<InterfaceLanguage, keyof Labels> = { EN: 'en', RU: 'ru', UK: 'uk' };
const ASK_FOR: Labels = { en: 'Ask for: ', ru: 'Запросить: ', uk: 'Запросити: ' };
const OR: Labels = { en: ' or ', ru: ' или ', uk: ' або ' };
const NOT_ASKED: Labels = {
  en: 'This paper is not asked for any more.',
  ru: 'Этот документ больше не требуется.',
  uk: 'Цей документ більше не потрібен.',
};
/** Most characters of a task's title. */
const LONGEST = 300;

/** The title of the task: the paper in the organisation's own words where there are some, by its kinds otherwise. */
export function titleOf(
  { document, kinds }: Pick<RequiredDocument, 'document' | 'kinds'>,
  language: InterfaceLanguage,
) {
  const labels = LANGUAGES[language];
  const paper =
    document ?? kinds.map((kind) => codeIn('document-kinds', kind)?.labels[labels] ?? kind).join(OR[labels]);
  const letters = [...(ASK_FOR[labels] + paper)];
  return letters.length <= LONGEST ? letters.join('') : `${letters.slice(0, LONGEST - 1).join('')}…`;
}

/** Why a task was cancelled by itself. */
export const notAskedAnyMore = (language: InterfaceLanguage): string => NOT_ASKED[LANGUAGES[language]];
