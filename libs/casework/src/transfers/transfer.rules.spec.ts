// The rules of transfers: every move, and who may answer.
import { DomainError } from '@haven/kernel';
import { Reach, type Grant, type Who } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import { mustBeAnswerableBy, mustChangeSomething, transferStates } from './transfer.rules.js';
import { TransferStatus } from './transfer.status.js';

const { REQUESTED, ACCEPTED, REFUSED, WITHDRAWN } = TransferStatus;
const [HERE, THERE] = ['team-here', 'team-there'];

function codeOf(deed: () => void): string | undefined {
  try {
    deed();
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

describe('a transfer', () => {
  it('is accepted, refused or withdrawn once, and then stays so', () => {
    expect(transferStates.next(REQUESTED)).toEqual([ACCEPTED, REFUSED, WITHDRAWN]);
    for (const end of [ACCEPTED, REFUSED, WITHDRAWN]) {
      expect(transferStates.next(end)).toEqual([]);
      for (const to of transferStates.states)
        expect(() => transferStates.move({ status: end }, to)).toThrow(
          expect.objectContaining({ code: 'TRANSFER_ENDED', details: { status: end } }),
        );
    }
  });

  it('leads to another team, or to another colleague of the same', () => {
    const from = { teamId: HERE, assigneeId: 'one' };
    const to = (toTeamId: string, toAssigneeId?: string) =>
      codeOf(() => mustChangeSomething(from, { toTeamId, toAssigneeId }));
    expect(to(HERE)).toBe('TRANSFER_CHANGES_NOTHING');
    expect(to(HERE, 'one')).toBe('TRANSFER_CHANGES_NOTHING');
    expect(to(HERE, 'another')).toBeUndefined();
    expect(to(THERE)).toBeUndefined();
    expect(to(THERE, 'one')).toBeUndefined();
  });
});

describe('an answer', () => {
  const team = (...teams: string[]): Grant => ({ reach: Reach.TEAM, teams });
  const somebody = (userId: string, grants: Record<string, Grant>): Who => ({
    ...{ organizationId: 'o', userId, stamp: 1, timeZone: 'UTC' },
    grants: new Map(Object.entries(grants)),
    sees: new Set(),
  });
  const caseworker = (userId: string, ...teams: string[]): Who =>
    somebody(userId, { 'transfer.answer': team(...teams) });
  const supervisor = (userId: string, ...teams: string[]): Who =>
    somebody(userId, { 'transfer.answer': team(...teams), 'transfer.oversee': team(...teams) });
  const answer = (who: Who, toAssigneeId?: string) =>
    codeOf(() => mustBeAnswerableBy(who, { requestedById: 'asker', toTeamId: THERE, toAssigneeId }));

  it('is never given by who asked, whatever they hold and whomever they named', () => {
    const everywhere: Grant = { reach: Reach.ORGANIZATION, teams: [] };
    for (const who of [
      caseworker('asker', HERE, THERE),
      supervisor('asker', HERE, THERE),
      somebody('asker', { 'transfer.answer': everywhere, 'transfer.oversee': everywhere }),
    ])
      for (const named of [undefined, 'asker', 'another']) expect(answer(who, named)).toBe('TRANSFER_OWN_REQUEST');
  });

  it('is given by anybody of the team when nobody is named, and by nobody of another', () => {
    expect(answer(caseworker('one', THERE))).toBeUndefined();
    expect(answer(supervisor('one', THERE))).toBeUndefined();
    expect(answer(caseworker('one', HERE))).toBe('TRANSFER_NOT_YOURS');
    expect(answer(supervisor('one', HERE))).toBe('TRANSFER_NOT_YOURS');
  });

  it('is given by who is named, or by a supervisor of the team', () => {
    expect(answer(caseworker('named', THERE), 'named')).toBeUndefined();
    expect(answer(caseworker('one', THERE), 'named')).toBe('TRANSFER_NOT_YOURS');
    expect(answer(supervisor('one', THERE), 'named')).toBeUndefined();
    expect(answer(supervisor('one', HERE), 'named')).toBe('TRANSFER_NOT_YOURS');
  });
});
