// What may be said of required documents, and on which days something begins or ends.
import { describe, expect, it } from 'vitest';
import {
  mustEndAfterItBegins,
  mustEndFrom,
  mustNotHaveEnded,
  mustSayWhat,
  turningDays,
} from './required-document.rules.js';

const TODAY = '2026-11-24';
const refusing = (field: string) =>
  expect.objectContaining({ details: { fields: [expect.objectContaining({ field })] } });

describe('A required document', () => {
  it('says what it is', () => {
    expect(() => mustSayWhat({ kinds: [] })).toThrow(refusing('input.kinds'));
    expect(() => mustSayWhat({ kinds: ['VISA', 'VISA'] })).toThrow(refusing('input.kinds'));
    expect(() => mustSayWhat({ kinds: ['VISA', 'OTHER'] })).toThrow(refusing('input.document'));
    expect(() => mustSayWhat({ kinds: ['VISA', 'OTHER'], document: 'Letter' })).not.toThrow();
  });

  it('ends after it begins, and the day that is being said is the one that is wrong', () => {
    const days = { activeFrom: '2026-12-02', activeBefore: '2026-12-01' };
    expect(() => mustEndAfterItBegins(days, 'activeFrom', TODAY)).toThrow(refusing('input.activeFrom'));
    expect(() => mustEndAfterItBegins(days, 'activeBefore', TODAY)).toThrow(refusing('input.activeBefore'));
    for (const sound of [{}, { activeFrom: TODAY, activeBefore: TODAY }, { activeBefore: '2020-01-01' }])
      expect(() => mustEndAfterItBegins(sound, 'activeBefore', TODAY)).not.toThrow();
  });

  it('has ended from the first day on which it is not asked for', () => {
    for (const activeBefore of ['2026-11-23', TODAY])
      expect(() => mustNotHaveEnded({ activeBefore }, TODAY)).toThrow(
        expect.objectContaining({ code: 'REQUIRED_DOCUMENT_ENDED' }),
      );
    expect(() => mustNotHaveEnded({ activeBefore: '2026-11-25' }, TODAY)).not.toThrow();
    expect(() => mustEndFrom(TODAY, '2026-11-23')).toThrow(refusing('input.activeBefore'));
    expect(() => mustEndFrom(TODAY, TODAY)).not.toThrow();
  });

  it('turns on the days to come on which it begins or ends', () => {
    expect(turningDays({ activeFrom: TODAY, activeBefore: '2026-12-01' }, TODAY)).toEqual(['2026-12-01']);
    expect(turningDays({ activeFrom: '2026-11-25', activeBefore: '2026-12-01' }, TODAY)).toHaveLength(2);
    expect(turningDays({}, TODAY)).toEqual([]);
  });
});
