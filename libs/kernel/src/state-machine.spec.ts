// What must hold of state machine.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineErrors } from './domain-error.js';
import { StateMachine } from './state-machine.js';

type DoorStatus = 'open' | 'shut' | 'locked' | 'walled_up';

const errors = defineErrors({ SPEC_DOOR_MOVE: 'The door cannot do this.' });
const doors = new StateMachine<DoorStatus>(
  'door',
  { open: ['shut'], shut: ['open', 'locked'], locked: ['shut', 'walled_up'], walled_up: [] },
  (from, to) => errors.SPEC_DOOR_MOVE(`A door cannot go from ${from} to ${to}.`, { from, to }),
);

describe('A state machine', () => {
  it('moves a record along a listed move', () => {
    const door = { status: 'shut' as DoorStatus, colour: 'red' };
    doors.move(door, 'locked');
    expect(door).toEqual({ status: 'locked', colour: 'red' });
  });

  it('refuses any other with the error of the noun, and leaves the record alone', () => {
    const door = { status: 'open' as DoorStatus };
    expect(() => doors.move(door, 'locked')).toThrow(
      expect.objectContaining({ code: 'SPEC_DOOR_MOVE', details: { from: 'open', to: 'locked' } }),
    );
    expect(door.status).toBe('open');
  });

  it('tells its statuses and what may follow', () => {
    expect(doors.states).toEqual(['open', 'shut', 'locked', 'walled_up']);
    expect(doors.next('shut')).toEqual(['open', 'locked']);
    expect(doors.next('walled_up')).toEqual([]);
    doors.next('walled_up').push('open');
    expect(doors.can('walled_up', 'open')).toBe(false);
  });

  it('knows no status that it was not told of, whatever its name', () => {
    for (const name of ['constructor', '__proto__', 'toString', '', 'OPEN']) {
      expect(doors.can(name as DoorStatus, 'open')).toBe(false);
      expect(doors.can('open', name as DoorStatus)).toBe(false);
      expect(doors.next(name as DoorStatus)).toEqual([]);
    }
  });

  it('must list every status that it moves to', () => {
    const lame = { open: ['ajar'] } as Record<string, string[]>;
    expect(() => new StateMachine('door', lame, () => errors.SPEC_DOOR_MOVE())).toThrow(/ajar/);
  });

  it('lets pass exactly the moves that are listed, for any machine', () => {
    const states = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
    const anyMoves = fc.record(Object.fromEntries(states.map((state) => [state, fc.subarray([...states])])));
    fc.assert(
      fc.property(anyMoves, fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 20 }), (moves, wishes) => {
        const machine = new StateMachine<string>('thing', moves, () => errors.SPEC_DOOR_MOVE());
        const record = { status: 'a' };
        for (const wish of wishes) {
          const before = record.status;
          const listed = moves[before]?.includes(wish) ?? false;
          expect(machine.can(before, wish)).toBe(listed);
          expect(machine.next(before).includes(wish)).toBe(listed);
          if (listed) machine.move(record, wish);
          else expect(() => machine.move(record, wish)).toThrow(expect.objectContaining({ code: 'SPEC_DOOR_MOVE' }));
          expect(record.status).toBe(listed ? wish : before);
        }
      }),
    );
  });
});
