// What of an event's details is shown to whom.
import { Case } from '@haven/casework';
import { recordOf, Sensitivity } from '@haven/platform';
import { describe, expect, it } from 'vitest';
import { shownDetails } from './changes.js';

const record = recordOf(Case);
const { BASIC, PERSECUTION } = Sensitivity;
const DETAILS = {
  reason: 'Came back',
  changes: {
    statusRemark: { to: 'Afraid of a neighbour' },
    status: { from: 'CLOSED', to: 'ACTIVE' },
    teamId: { from: 'a', to: 'b' },
    forHousehold: { from: false, to: true },
  },
};

describe('The changes of a record', () => {
  it('stand in the order of its fields, under their names in the API', () => {
    const { changes, reason, classes } = shownDetails(record, DETAILS, new Set([BASIC, PERSECUTION]));
    expect(changes).toEqual([
      { field: 'forHousehold', from: 'false', to: 'true', fromName: null, toName: null, withheld: false },
      { field: 'status', from: 'CLOSED', to: 'ACTIVE', fromName: null, toName: null, withheld: false },
      { field: 'team', from: 'a', to: 'b', fromName: null, toName: null, withheld: false },
      { field: 'statusRemark', from: null, to: 'Afraid of a neighbour', fromName: null, toName: null, withheld: false },
    ]);
    expect(reason).toBe('Came back');
    expect([...classes]).toEqual([PERSECUTION]);
  });

  it('keep back what the roles do not see, and then nothing sensitive was shown', () => {
    const { changes, reason, classes } = shownDetails(record, DETAILS, new Set([BASIC]));
    expect(changes.at(-1)).toEqual({
      field: 'statusRemark',
      from: null,
      to: null,
      fromName: null,
      toName: null,
      withheld: true,
    });
    expect(changes.filter(({ withheld }) => withheld)).toHaveLength(1);
    expect(reason).toBeNull();
    expect(classes.size).toBe(0);
  });

  it('keep back what the row’s own rules keep back now', () => {
    const { changes } = DETAILS;
    const hidden = new Set(['statusRemark', 'status']);
    const shown = shownDetails(record, { changes }, new Set([BASIC, PERSECUTION]), hidden);
    const held = shown.changes.filter(({ withheld }) => withheld).map(({ field }) => field);
    expect(held).toEqual(['status', 'statusRemark']);
    expect(JSON.stringify(shown)).not.toMatch(/neighbour|CLOSED/);
    expect(shown.classes.size).toBe(0);
  });

  it('keep back a field that the record does not have, whoever asks', () => {
    const everything = new Set(Object.values(Sensitivity));
    const { changes } = shownDetails(record, { changes: { formerField: { from: 'x', to: 'y' } } }, everything);
    expect(changes).toEqual([
      { field: 'formerField', from: null, to: null, fromName: null, toName: null, withheld: true },
    ]);
  });
});
