// The rules of tasks: which moves there are, and where working days lead.
import { describe, expect, it } from 'vitest';
import { TaskStatus } from './task.entity.js';
import { dueAfter, mustBeUnfinished, taskStates } from './task.rules.js';
import { workingWeekOf } from '../working-calendar/working-week.js';

const { OPEN, IN_PROGRESS, DONE, CANCELLED, NOT_EXECUTABLE } = TaskStatus;
const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI'];

/** The day so many working days after `from` in an organisation like this. */
const after = (from: string, count: number, workingDays = WEEKDAYS, holidayCountry?: string): string =>
  dueAfter(count, from, workingWeekOf({ workingDays, holidayCountry }, from, count));

describe('A task', () => {
  it('goes forward only, and may skip being in progress', () => {
    expect(taskStates.next(OPEN)).toEqual([IN_PROGRESS, DONE, CANCELLED, NOT_EXECUTABLE]);
    expect(taskStates.next(IN_PROGRESS)).toEqual([DONE, CANCELLED, NOT_EXECUTABLE]);
    for (const end of [DONE, CANCELLED, NOT_EXECUTABLE]) expect(taskStates.next(end)).toEqual([]);
  });

  it('says why it does not move', () => {
    const move = (from: TaskStatus, to: TaskStatus) => () => taskStates.move({ status: from }, to);
    expect(move(IN_PROGRESS, IN_PROGRESS)).toThrow(expect.objectContaining({ code: 'TASK_STARTED' }));
    expect(move(DONE, DONE)).toThrow(expect.objectContaining({ code: 'TASK_ENDED', details: { status: DONE } }));
    expect(move(CANCELLED, OPEN)).toThrow(expect.objectContaining({ code: 'TASK_ENDED' }));
    expect(() => mustBeUnfinished({ status: NOT_EXECUTABLE })).toThrow(expect.objectContaining({ code: 'TASK_ENDED' }));
    expect(() => mustBeUnfinished({ status: IN_PROGRESS })).not.toThrow();
  });
});

describe('A day in so many working days', () => {
  it('leaves out weekends, and the public holidays of the country', () => {
    expect(after('2026-12-21', 5)).toBe('2026-12-28');
    // Christmas Eve and Christmas Day are weekdays in 2026, and days off in Lithuania.
    expect(after('2026-12-21', 5, WEEKDAYS, 'LT')).toBe('2026-12-30');
    // Christmas Eve is a working day in Ukraine.
    expect(after('2026-12-21', 3, WEEKDAYS, 'UA')).toBe('2026-12-24');
  });

  it('leaves out every day of a holiday that lasts several, and works on half a one', () => {
    // Kurban-bajram of 2026 takes four days in Bosnia and Herzegovina, Wednesday to Saturday.
    expect(after('2026-05-26', 1, WEEKDAYS, 'BA')).toBe('2026-06-01');
    // New Year's Eve is half a holiday in Guatemala.
    expect(after('2026-12-30', 1, WEEKDAYS, 'GT')).toBe('2026-12-31');
  });

  it('knows the holidays of the years to come', () => {
    expect(after('2026-12-30', 2, WEEKDAYS, 'LT')).toBe('2027-01-04');
    expect(after('2026-11-23', 260, ['MON'], 'LT') > '2031-11-01').toBe(true);
  });

  it('follows the week of the organisation, and knows no holidays of an unknown country', () => {
    expect(after('2026-12-24', 1, ['SUN', 'MON', 'TUE', 'WED', 'THU'])).toBe('2026-12-27');
    expect(after('2026-12-21', 5, WEEKDAYS, 'ZZ')).toBe('2026-12-28');
    expect(after('2026-12-19', 0)).toBe('2026-12-19');
  });

  it('is refused where nobody ever works', () => {
    expect(() => after('2026-12-21', 5, [])).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});
