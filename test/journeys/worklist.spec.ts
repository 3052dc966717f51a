// A caseworker's worklist, from the first query to the last page.
import { beforeAll, describe, expect, it } from 'vitest';
import { stage, type Stage } from '../stage/stage.js';

describe('the worklist', () => {
  let scene: Stage;
  beforeAll(async () => {
    scene = await stage();
  });

  it('shows the cases of the team with the names of the people', async () => {
    const { as, make } = scene;
    const applicant = await make.applicant({ displayName: 'Юлія Щербакова' });
    await make.case({ applicantId: applicant.id });
    const caseworker = await as('caseworker');
    const { cases } = await caseworker.ask(
      '{ cases { nodes { id number applicant { displayName } team { name } assignee { name } viewerCan { close } } totalCount pageInfo { hasNextPage endCursor } } }',
    );
    expect(cases.totalCount).toBe(1);
    expect(cases.nodes[0]).toMatchObject({
      applicant: { displayName: 'Юлія Щербакова' },
      assignee: null,
      viewerCan: { close: true },
    });
  });
});
