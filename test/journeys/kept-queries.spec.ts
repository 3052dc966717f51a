// Kept queries: the same text, asked again by someone else, about something else or with other variables, is answered as if it were the first time.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor, Anything } from '../stage/actor.js';
import { stage, type Stage } from '../stage/stage.js';

const ONE = 'query ($id: ID!) { case(id: $id) { number applicant { displayName } } }';
const TWO = 'query ($one: ID!, $other: ID!) { a: case(id: $one) { number } b: case(id: $other) { number } }';
const LIST =
  'query ($names: Boolean!, $first: Int) { cases(first: $first) { nodes { id applicant @include(if: $names) { displayName } } } }';

let scene: Stage;
let caseworker: Actor;
let stranger: Actor;
let analyst: Actor;
let cases: { id: string; number: string }[];

beforeAll(async () => {
  scene = await stage();
  caseworker = await scene.as('caseworker');
  stranger = await scene.as('caseworker', { teamId: await scene.make.team({}) });
  analyst = await scene.as('analyst');
  cases = [await scene.make.case(), await scene.make.case(), await scene.make.case()];
});

const number = async (actor: Actor, id: string): Promise<Anything> =>
  (await actor.ask(ONE, { id })).case?.number ?? null;

describe('a query that was asked before', () => {
  it('answers for the record that is asked for now', async () => {
    for (let round = 0; round < 3; round++)
      for (const each of cases) expect(await number(caseworker, each.id)).toBe(each.number);
    const [first, second] = cases;
    for (const [one, other] of [
      [first!, second!],
      [second!, first!],
    ] as const)
      expect(await caseworker.ask(TWO, { one: one.id, other: other.id })).toEqual({
        a: { number: one.number },
        b: { number: other.number },
      });
  });

  it('shows to each what they reach, and to whom may not ask nothing', async () => {
    for (let round = 0; round < 3; round++) {
      expect(await number(caseworker, cases[0]!.id)).toBe(cases[0]!.number);
      expect(await number(stranger, cases[0]!.id)).toBeNull();
      expect(await analyst.refusal(ONE, { id: cases[0]!.id })).toBe('FORBIDDEN');
      expect(await scene.nobody.refusal(ONE, { id: cases[0]!.id })).toBe('UNAUTHENTICATED');
    }
  });

  it('heeds every other variable', async () => {
    const list = async (variables: object): Promise<Anything[]> =>
      (await caseworker.ask(LIST, { ...variables })).cases.nodes;
    for (let round = 0; round < 2; round++) {
      expect(await list({ names: true, first: 2 })).toHaveLength(2);
      expect((await list({ names: true }))[0]).toHaveProperty('applicant');
      expect((await list({ names: false }))[0]).not.toHaveProperty('applicant');
      expect(await caseworker.refusal(LIST, { names: true, first: 0 })).toBe('BAD_USER_INPUT');
    }
  });

  it('is refused for an id that is none of the kinds an id may be', async () => {
    expect(await number(caseworker, cases[0]!.id)).toBe(cases[0]!.number);
    for (const id of [null, true, ['x'], { id: 'x' }])
      expect(await caseworker.refusal(ONE, { id })).toBe('BAD_USER_INPUT');
    for (const id of [7, 'x', cases[0]!.id.toUpperCase()])
      expect(await caseworker.ask(ONE, { id })).toEqual({
        case: typeof id === 'string' && id.length > 1 ? expect.objectContaining({ number: cases[0]!.number }) : null,
      });
  });

  it('is gone with the role', async () => {
    const leaving = await scene.as('caseworker');
    expect(await number(leaving, cases[0]!.id)).toBe(cases[0]!.number);
    const admin = await scene.as('organisation-admin');
    const { memberships } = await admin.ask(
      'query ($id: ID!) { memberships(filter: { user: { in: [$id] } }) { nodes { id } } }',
      {
        id: leaving.who.userId,
      },
    );
    await admin.ask('mutation ($id: ID!) { endMembership(id: $id) { id } }', { id: memberships.nodes[0].id });
    expect(await leaving.refusal(ONE, { id: cases[0]!.id })).toBe('FORBIDDEN');
    // Somebody else still holds what made the plan.
    expect(await number(caseworker, cases[0]!.id)).toBe(cases[0]!.number);
  });
});
