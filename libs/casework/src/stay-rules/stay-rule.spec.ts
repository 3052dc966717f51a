// What a stay rule refuses to be, whom it binds and when; and that the list holds together.
import { describe, expect, it } from 'vitest';
import { binds, bindsNationals, defineStayRules, limitOf, StayRuleKind, type StayRule } from './stay-rule.js';
import { stayRules } from './stay-rules.js';

const rule = (more: Partial<StayRule> = {}): StayRule => ({
  ...{ code: 'XA_30', kind: StayRuleKind.PER_ENTRY, countries: ['GE'], bases: ['VISA_FREE_STAY'], days: 30 },
  ...{ source: 'A test', checkedOn: '2026-01-31' },
  ...more,
});
const KNOWN = {
  country: (code: string) => code.length === 2,
  basis: () => true,
  day: (text: string) => text.length === 10,
};

describe('a stay rule', () => {
  it.each<[string, Partial<StayRule>]>([
    ['is not written as a code', { code: 'ge 30' }],
    ['binds nobody', { countries: [] }],
    ['binds nobody', { bases: [] }],
    ['GEO is no country', { countries: ['GEO'] }],
    ['RUS is no country', { nationalities: ['RUS'] }],
    ['IRL is no country', { exempt: ['IRL'] }],
    ['counts no days', { days: 0 }],
    ['has no window', { kind: StayRuleKind.ROLLING_WINDOW }],
    ['or needs none', { windowDays: 180 }],
    ['always full', { kind: StayRuleKind.ROLLING_WINDOW, windowDays: 30 }],
    ['lately is not a day', { checkedOn: 'lately' }],
    ['ends before it begins', { validFrom: '2026-02-01', validTo: '2026-01-31' }],
    ['names no source', { source: ' ' }],
  ])('is refused at start when it %s', (complaint, more) => {
    expect(() => defineStayRules([rule(more)], KNOWN)).toThrow(complaint);
    expect(() => defineStayRules([rule()], KNOWN)).not.toThrow();
  });

  it('stands in the list once', () => {
    expect(() => defineStayRules([rule(), rule()], KNOWN)).toThrow('stands there twice');
  });

  it('refuses a basis that is not in its list', () => {
    expect(() => defineStayRules([rule()], { ...KNOWN, basis: () => false })).toThrow('is no basis');
  });

  it('binds its nationalities, or all that are not exempt; never citizens', () => {
    expect(bindsNationals(rule({ nationalities: ['RU'] }), ['BY', 'RU'])).toBe(true);
    expect(bindsNationals(rule({ nationalities: ['RU'] }), ['BY'])).toBe(false);
    expect(bindsNationals(rule({ nationalities: ['RU'] }), ['RU', 'GE'])).toBe(false);
    expect(bindsNationals(rule({ nationalities: ['RU'] }), [])).toBe(false);
    expect(bindsNationals(rule(), [])).toBe(true);
    expect(bindsNationals(rule({ exempt: ['IE'] }), ['RU', 'IE'])).toBe(false);
  });

  it('holds on its first and its last day', () => {
    const brief = rule({ validFrom: '2026-02-01', validTo: '2026-02-02' });
    const days = ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03'];
    expect(days.map((day) => binds(brief, [], day))).toEqual([false, true, true, false]);
  });
});

describe('the list of stay rules', () => {
  it('has a limit for all that is no duty to register, and cannot be changed', () => {
    for (const each of stayRules) {
      expect(limitOf(each) === undefined).toBe(each.kind === StayRuleKind.REGISTRATION);
      expect(Object.isFrozen(each)).toBe(true);
      expect(each.checkedOn >= '2009-01-01').toBe(true);
    }
  });

  it('has its 29 Schengen states', () => {
    expect(stayRules.find(({ code }) => code === 'SCHENGEN_90_180')!.countries).toHaveLength(29);
  });
});
