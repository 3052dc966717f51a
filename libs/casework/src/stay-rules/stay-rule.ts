// A stay rule: how long people of a nationality may be in a country, or by when they must register there. Rules are data with a source.
import type { StayLimit } from '@haven/kernel';
import { registerEnumType } from '@nestjs/graphql';

export enum StayRuleKind {
  ROLLING_WINDOW = 'ROLLING_WINDOW',
  CALENDAR_YEAR = 'CALENDAR_YEAR',
  PER_ENTRY = 'PER_ENTRY',
  REGISTRATION = 'REGISTRATION',
}
registerEnumType(StayRuleKind, {
  name: 'StayRuleKind',
  description: 'How a rule counts days. The day of entry and the day of exit count as days of the stay.',
  valuesMap: {
    ROLLING_WINDOW: { description: 'So many days in any window of so many days, looking back from each day.' },
    CALENDAR_YEAR: { description: 'So many days in a calendar year.' },
    PER_ENTRY: { description: 'So many days after each entry.' },
    REGISTRATION: { description: 'The stay is to be registered within so many days after the day of entry.' },
  },
});

export interface StayRule {
  /** The name by which deadlines refer to the rule, for ever. */
  readonly code: string;
  readonly kind: StayRuleKind;
  /** ISO 3166-1 alpha-2; days in any of them count together. */
  readonly countries: readonly string[];
  /** Whom it binds, ISO 3166-1 alpha-2; everyone who is not exempt when absent. */
  readonly nationalities?: readonly string[];
  /** Whom it never binds, whatever other nationality they have; the countries' own citizens need not be named. */
  readonly exempt?: readonly string[];
  /** Codes of the list residence-bases on which a stay must stand for its days to count. */
  readonly bases: readonly string[];
  readonly days: number;
  /** Of a rolling window. */
  readonly windowDays?: number;
  /** The law or agreement, and the text in which it was looked up. */
  readonly source: string;
  /** The day of that text, or on which somebody last held the rule against the law itself, `2026-03-31`. */
  readonly checkedOn: string;
  /** First day on which it holds, `2026-03-31`; always did when absent. */
  readonly validFrom?: string;
  /** Last day on which it holds. A rule is never taken out: it ends. */
  readonly validTo?: string;
}

const CODE = /^[A-Z0-9][A-Z0-9_]{0,39}$/;

/** @throws Error naming the rule that contradicts itself: a mistake of its author, found at start */
export function defineStayRules(
  rules: readonly StayRule[],
  known: { country(code: string): boolean; basis(code: string): boolean; day(text: string): boolean },
): readonly StayRule[] {
  const codes = new Set<string>();
  for (const rule of rules) {
    const { code, kind, days, windowDays, validFrom, validTo } = rule;
    const wrong = (what: string): Error => new Error(`Stay rule ${code}: ${what}`);
    if (!CODE.test(code)) throw wrong('is not written as a code');
    if (codes.has(code)) throw wrong('stands there twice');
    codes.add(code);
    if (rule.countries.length === 0 || rule.bases.length === 0) throw wrong('binds nobody');
    for (const each of [...rule.countries, ...(rule.nationalities ?? []), ...(rule.exempt ?? [])])
      if (!known.country(each)) throw wrong(`${each} is no country`);
    for (const each of rule.bases) if (!known.basis(each)) throw wrong(`${each} is no basis`);
    if (!Number.isSafeInteger(days) || days < 1) throw wrong('counts no days');
    if ((kind === StayRuleKind.ROLLING_WINDOW) !== (windowDays !== undefined))
      throw wrong('has no window, or needs none');
    if (windowDays !== undefined && windowDays <= days) throw wrong('has a window that is always full');
    for (const day of [rule.checkedOn, validFrom, validTo])
      if (day !== undefined && !known.day(day)) throw wrong(`${day} is not a day`);
    if (validFrom && validTo && validTo < validFrom) throw wrong('ends before it begins');
    if (rule.source.trim() === '') throw wrong('names no source');
  }
  return Object.freeze(rules.map((rule) => Object.freeze({ ...rule })));
}

/** Whether the rule binds a person of these nationalities on that day. */
export const binds = (rule: StayRule, nationalities: readonly string[], day: string): boolean =>
  (!rule.validFrom || rule.validFrom <= day) &&
  (!rule.validTo || day <= rule.validTo) &&
  bindsNationals(rule, nationalities);

/** Whether the rule binds a person of these nationalities while it holds. None are those of a stateless person. */
export function bindsNationals(rule: StayRule, nationalities: readonly string[]): boolean {
  const free = [...rule.countries, ...(rule.exempt ?? [])];
  if (nationalities.some((each) => free.includes(each))) return false;
  return !rule.nationalities || nationalities.some((each) => rule.nationalities!.includes(each));
}

/** The limit of the days of a stay; none for a duty to register. */
export function limitOf({ kind, days, windowDays }: StayRule): StayLimit | undefined {
  switch (kind) {
    case StayRuleKind.ROLLING_WINDOW:
      return { days, in: 'window', windowDays: windowDays! };
    case StayRuleKind.CALENDAR_YEAR:
      return { days, in: 'year' };
    case StayRuleKind.PER_ENTRY:
      return { days, in: 'entry' };
    case StayRuleKind.REGISTRATION:
      return undefined;
  }
}
