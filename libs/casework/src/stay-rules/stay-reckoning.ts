// Reckoning: what the stay rules make of a person's stays. Pure, so that every forecast can be worked out by hand.
import { addDays, daysUsed, entryPossibleOn, lawfulUntil, type Presence, type StayLimit } from '@haven/kernel';
import type { Stay } from '../stays/stay.entity.js';
import { binds, limitOf, StayRuleKind, type StayRule } from './stay-rule.js';
import { stayRules } from './stay-rules.js';

export type StayDays = Pick<Stay, 'id' | 'country' | 'basis' | 'enteredOn' | 'leftOn' | 'registeredOn' | 'withdrawnAt'>;

/** Where a person stands under a rule on a day. */
export interface Balance {
  rule: StayRule;
  daysUsed: number;
  daysLeft: number;
  lawfulUntil: string | undefined;
  entryPossibleOn: string | undefined;
}

/** When a stay comes to its end by a rule, or its registration is due. */
export interface StayEnd {
  rule: StayRule;
  on: string;
}

const countsUnder = ({ countries, bases }: StayRule, { country, basis, withdrawnAt }: StayDays): boolean =>
  !withdrawnAt && countries.includes(country) && bases.includes(basis);

const presencesUnder = (rule: StayRule, stays: readonly StayDays[]): Presence[] =>
  stays
    .filter((stay) => countsUnder(rule, stay))
    .map(({ enteredOn, leftOn }) => ({ from: enteredOn, to: leftOn ?? undefined }));

/** The earliest of several ends; of equal ones the rule that stands first. */
const earliest = (ends: readonly StayEnd[]): StayEnd | undefined =>
  ends.reduce<StayEnd | undefined>((first, each) => (first && first.on <= each.on ? first : each), undefined);

/**
 * Where the person stands on a day under every limit that binds them.
 * @param country only there; without it wherever they have been
 * @param forDays the length of stay that `entryPossibleOn` is to make room for
 */
export function balancesOf(
  nationalities: readonly string[],
  stays: readonly StayDays[],
  on: string,
  { country, forDays = 1 }: { country?: string; forDays?: number } = {},
): Balance[] {
  return stayRules.flatMap((rule) => {
    const limit = limitOf(rule);
    const there = presencesUnder(rule, stays);
    const meant = country ? rule.countries.includes(country) : there.some(({ from }) => from <= on);
    return limit && meant && binds(rule, nationalities, on) ? [balanceOf(rule, limit, there, on, forDays)] : [];
  });
}

function balanceOf(rule: StayRule, limit: StayLimit, there: Presence[], on: string, forDays: number): Balance {
  const used = daysUsed(there, limit, on);
  return {
    rule,
    daysUsed: used,
    daysLeft: Math.max(0, limit.days - used),
    lawfulUntil: lawfulUntil(there, limit, on),
    entryPossibleOn: entryPossibleOn(there, limit, on, forDays),
  };
}

/** The last lawful day of a stay that goes on, by whichever limit ends it first. */
export function endOfStay(
  stay: StayDays,
  nationalities: readonly string[],
  stays: readonly StayDays[],
  today: string,
): StayEnd | undefined {
  return earliest(
    binding(stay, nationalities, today).flatMap((rule) => {
      const limit = limitOf(rule);
      const on = limit && lawfulUntil(presencesUnder(rule, stays), limit, stay.enteredOn);
      return on ? [{ rule, on }] : [];
    }),
  );
}

/** The day by which a stay that goes on is to be registered, and is not. */
export function registrationOf(stay: StayDays, nationalities: readonly string[], today: string): StayEnd | undefined {
  if (stay.registeredOn) return undefined;
  const duties = binding(stay, nationalities, today).filter(({ kind }) => kind === StayRuleKind.REGISTRATION);
  return earliest(duties.map((rule) => ({ rule, on: addDays(stay.enteredOn, rule.days) })));
}

const binding = (stay: StayDays, nationalities: readonly string[], today: string): StayRule[] =>
  stay.leftOn ? [] : stayRules.filter((rule) => countsUnder(rule, stay) && binds(rule, nationalities, today));
