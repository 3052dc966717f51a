// All the code lists: the one place that knows which there are, and whether a code stands in one.
import { caseOutcomes, closureReasons, intakeDeclineReasons } from './case-outcomes.js';
import { isValidOn, type Code, type CodeList } from './code-list.js';
import { countries } from './countries.js';
import { documentKinds } from './document-kinds.js';
import { languages } from './languages.js';
import { residenceBases } from './residence-bases.js';
import { scripts } from './scripts.js';
import { sectors } from './sectors.js';
import { specificNeeds } from './specific-needs.js';

// Functions, because the ISO lists are built from their packages only when somebody asks for them.
const makers = {
  'case-outcomes': () => caseOutcomes,
  'closure-reasons': () => closureReasons,
  countries,
  'document-kinds': () => documentKinds,
  'intake-decline-reasons': () => intakeDeclineReasons,
  languages,
  'residence-bases': () => residenceBases,
  scripts,
  sectors: () => sectors,
  'specific-needs': () => specificNeeds,
} satisfies Record<string, () => CodeList>;

export type CodeListName = keyof typeof makers;

/** The names of all lists, in alphabetical order. */
export const codeListNames = Object.freeze(Object.keys(makers).sort() as CodeListName[]);

const indexes = new Map<CodeListName, ReadonlyMap<string, Code>>();

/** Narrows a name that came from outside (a query, a form) to one of the lists. */
export function isCodeListName(name: string): name is CodeListName {
  return Object.hasOwn(makers, name);
}

/** @throws RangeError when there is no such list: ask `isCodeListName` first about names from outside */
export function codeList(name: CodeListName): CodeList {
  if (!isCodeListName(name)) throw new RangeError(`There is no code list ${String(name)}`);
  return makers[name]();
}

/** Every list, ordered by name. */
export const codeLists = (): readonly CodeList[] => codeListNames.map(codeList);

/** The code with its labels and validity, or nothing when the list has never had it. */
export function codeIn(list: CodeListName, code: string): Code | undefined {
  let index = indexes.get(list);
  if (!index) {
    index = new Map(codeList(list).codes.map((each) => [each.code, each]));
    indexes.set(list, index);
  }
  return index.get(code);
}

/**
 * Whether the list has the code.
 * @param onDay `2026-03-31`: the code must be valid on that day. Without it, codes that have ended count too,
 *   as they must when old records are read or imported.
 */
export function isCode(list: CodeListName, code: string, onDay?: string): boolean {
  const found = codeIn(list, code);
  return found !== undefined && (onDay === undefined || isValidOn(found, onDay));
}
