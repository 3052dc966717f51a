// What is done with tasks in more than one journey.
import { addDays, dayIn, now } from '@haven/kernel';
import { expect } from 'vitest';
import type { Actor } from '../stage/actor.js';

export const FIELDS = 'id version status dueOn overdue completedAt outcome';
export const CREATE = `mutation ($input: CreateTaskInput!) { createTask(input: $input) { ${FIELDS} title description origin priority delegated team { id } assignee { id } case { id } } }`;
export const UPDATE = `mutation ($id: ID!, $version: Int!, $input: UpdateTaskInput!) { updateTask(id: $id, version: $version, input: $input) { ${FIELDS} title description delegated } }`;
export const ASSIGN =
  'mutation ($id: ID!, $version: Int!, $assigneeId: ID) { assignTask(id: $id, version: $version, assigneeId: $assigneeId) { id version assignee { id } } }';
export const START = `mutation ($id: ID!, $version: Int!) { startTask(id: $id, version: $version) { ${FIELDS} } }`;
export const COMPLETE = `mutation ($id: ID!, $version: Int!, $input: CompleteTaskInput! = {}) { completeTask(id: $id, version: $version, input: $input) { ${FIELDS} } }`;
export const CANCEL = `mutation ($id: ID!, $version: Int!, $input: EndTaskInput!) { cancelTask(id: $id, version: $version, input: $input) { ${FIELDS} } }`;
export const GIVE_UP = `mutation ($id: ID!, $version: Int!, $input: EndTaskInput!) { markTaskNotExecutable(id: $id, version: $version, input: $input) { ${FIELDS} } }`;
export const ONE = `query ($id: ID!) { task(id: $id) { ${FIELDS} title case { id } applicant { id } } }`;

export const SOON = addDays(dayIn(now(), 'Europe/Vilnius'), 60);

export const create = async (actor: Actor, input: object) =>
  (await actor.ask(CREATE, { input: { title: 'Call the landlord', dueOn: SOON, ...input } })).createTask;
export const titles = async (actor: Actor, filter: object): Promise<string[]> => {
  const { tasks } = await actor.ask(
    'query ($filter: TaskFilter) { tasks(filter: $filter) { nodes { title } totalCount } }',
    { filter },
  );
  expect(tasks.totalCount).toBe(tasks.nodes.length);
  return tasks.nodes.map((node: { title: string }) => node.title);
};
export const seen = async (actor: Actor, id: string): Promise<boolean> => (await actor.ask(ONE, { id })).task !== null;
