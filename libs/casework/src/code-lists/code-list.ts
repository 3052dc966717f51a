// A code list: codes with their meaning in three languages, where they come from and when they held.

/** A word or sentence in every language that each label of Haven exists in. */
export interface Labels {
  readonly en: string;
  readonly ru: string;
  readonly uk: string;
}

/** One code of a list. A code is never taken out of its list: old records still carry it; it ends by `validTo`. */
export interface Code {
  readonly code: string;
  readonly labels: Labels;
  /** First day the code may be used, `2026-03-31`; absent = always was. */
  readonly validFrom?: string;
  /** Last day the code may be used; absent = still valid. */
  readonly validTo?: string;
  /** The code of the same list that says the same today. */
  readonly supersededBy?: string;
  /** The wider code of the same list that this one belongs to. */
  readonly parent?: string;
}

export interface CodeList {
  /** The name by which fields, forms and exports refer to the list. */
  readonly list: string;
  readonly title: Labels;
  /** Who keeps the list: the standard, guidance or package, with its edition. */
  readonly source: string;
  /** The day somebody last compared the list with its source, `2026-03-31`. */
  readonly checkedOn: string;
  readonly codes: readonly Code[];
}

/** A code and its English, Russian and Ukrainian label: a list is easier to review as a table of these. */
export type CodeRow = readonly [code: string, en: string, ru: string, uk: string];

/** How codes look unless an outside standard writes them differently. */
export const CODE_SHAPE = /^[A-Z0-9][A-Z0-9_-]{0,39}$/;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const codeFromRow = ([code, en, ru, uk]: CodeRow): Code => ({ code, labels: { en, ru, uk } });

/**
 * Checks a list and freezes it.
 * @param shape what every code must look like; only lists of an outside standard (ISO 639: `uk`) need their own
 * @throws Error naming the list and the code, when the list contradicts itself: a mistake of its author, found at start
 */
export function defineCodeList(list: CodeList, shape: RegExp = CODE_SHAPE): CodeList {
  const wrong = (what: string): Error => new Error(`Code list ${list.list}: ${what}`);
  const known = new Set<string>();

  if (isUnlabelled(list.title)) throw wrong('the title lacks a language');
  if (!DAY.test(list.checkedOn)) throw wrong(`checked on ${list.checkedOn} is not a day`);

  for (const { code } of list.codes) {
    if (!shape.test(code)) throw wrong(`${code} is not written as a code`);
    if (known.has(code)) throw wrong(`${code} stands in it twice`);
    known.add(code);
  }
  for (const { code, labels, validFrom, validTo, supersededBy, parent } of list.codes) {
    if (isUnlabelled(labels)) throw wrong(`${code} lacks a label`);
    for (const day of [validFrom, validTo]) {
      if (day !== undefined && !DAY.test(day)) throw wrong(`${code} has ${day}, which is not a day`);
    }
    if (validFrom && validTo && validFrom > validTo) throw wrong(`${code} ends before it begins`);
    for (const other of [supersededBy, parent]) {
      if (other === code) throw wrong(`${code} refers to itself`);
      if (other !== undefined && !known.has(other)) throw wrong(`${code} refers to ${other}, which is not in it`);
    }
  }
  const codes = list.codes.map((code) => Object.freeze({ ...code, labels: Object.freeze({ ...code.labels }) }));
  return Object.freeze({ ...list, title: Object.freeze({ ...list.title }), codes: Object.freeze(codes) });
}

/** Whether the code may be used on that day (`2026-03-31`), first and last day included. */
export function isValidOn(code: Code, day: string): boolean {
  return (code.validFrom === undefined || code.validFrom <= day) && (code.validTo === undefined || day <= code.validTo);
}

/** A list in JavaScript hands (a form, an import) may lack what the types promise. */
function isUnlabelled(labels: Partial<Labels> | undefined): boolean {
  return !labels?.en?.trim() || !labels.ru?.trim() || !labels.uk?.trim();
}
