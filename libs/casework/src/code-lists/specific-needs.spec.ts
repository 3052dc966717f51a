// The UNHCR set: its groups, what of it has ended, and where the ended codes lead.
import { describe, expect, it } from 'vitest';
import { isValidOn } from './code-list.js';
import { specificNeeds } from './specific-needs.js';

const TODAY = '2026-11-23';
const codes = new Map(specificNeeds.codes.map((code) => [code.code, code]));
const groupsOf = (...days: string[]) =>
  specificNeeds.codes
    .filter((code) => !code.parent && days.every((day) => isValidOn(code, day)))
    .map(
      (group) =>
        `${group.code} ${specificNeeds.codes.filter(({ parent, validTo }) => parent === group.code && !validTo).length}`,
    );

describe('the specific needs', () => {
  it('are the eleven groups of the 2009 guidance with the codes it lists', () => {
    expect(groupsOf(TODAY)).toEqual([
      'CR 10',
      'SC 5',
      'WR 3',
      'ER 3',
      'SP 3',
      'DS 7',
      'SM 7',
      'FU 2',
      'LP 20',
      'TR 3',
      'SV 8',
    ]);
  });

  it('place every code in the group it begins with', () => {
    const misplaced = specificNeeds.codes.filter(({ code, parent }) => code.includes('-') !== Boolean(parent));
    expect(misplaced).toEqual([]);
    expect(codes.get('LP-IH')?.parent).toBe('LP');
    expect(codes.get('LP')?.parent).toBeUndefined();
  });

  it('keep the earlier codes, ended, for records that still carry them', () => {
    const ended = specificNeeds.codes.filter(({ validTo }) => validTo);
    expect(ended).toHaveLength(31);
    expect(ended.every((code) => isValidOn(code, '2009-12-31') && !isValidOn(code, '2010-01-01'))).toBe(true);
  });

  it('lead from an ended code to one that is valid today', () => {
    const successors = specificNeeds.codes.flatMap(({ supersededBy }) => supersededBy ?? []);
    expect(successors).toHaveLength(19);
    expect(successors.filter((code) => !isValidOn(codes.get(code)!, TODAY))).toEqual([]);
    expect(['LP-TR', 'SC-UF', 'SC-UM'].map((code) => codes.get(code)?.supersededBy)).toEqual([
      'LP-RR',
      'SC-FC',
      'SC-UC',
    ]);
  });

  it('name a successor only for codes that have ended', () => {
    expect(specificNeeds.codes.filter(({ supersededBy, validTo }) => supersededBy && !validTo)).toEqual([]);
  });

  it('give no two valid codes of a group the same label', () => {
    for (const language of ['en', 'ru', 'uk'] as const) {
      const labels = specificNeeds.codes
        .filter(({ validTo, parent }) => parent && !validTo)
        .map(({ labels }) => labels[language]);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });

  it('speak of survivors, not of victims, and of nobody as illegal', () => {
    const text = JSON.stringify(specificNeeds);
    expect(text).not.toMatch(/victim|illegal|жертв|нелегал|инвалид(?!ност)|інвалід(?!ніст)/iu);
  });
});
