// The demo's cases: what is being done for each person, so that worklists, due days and filters have something to show.
import { CasePriority, CaseStatus, NoteVisibility, RiskLevel, TaskStatus, type NoteKind } from '@haven/casework';
import type { Faker } from '@faker-js/faker';
import { demoId } from './ids.js';
import type { DemoOrganization } from './organizations.js';
import { drawingFor, weighed, type DemoPerson } from './people.js';
import { NOTES, PROGRAMMES, TASKS } from './phrases.js';

export interface DemoNote {
  id: string;
  kind: NoteKind;
  visibility: NoteVisibility;
  subject: string;
  text: string;
  daysAgo: number;
}

export interface DemoTask {
  id: string;
  title: string;
  status: TaskStatus;
  madeDaysAgo: number;
  /** Days from today; negative for a day that has passed. */
  dueInDays: number;
  doneDaysAgo?: number;
}

export interface DemoCase {
  id: string;
  person: DemoPerson;
  programme: string;
  status: CaseStatus;
  priority: CasePriority;
  riskLevel: RiskLevel;
  /** Address of the colleague in charge. */
  assignee?: string;
  openedDaysAgo: number;
  dueInDays: number;
  closedDaysAgo?: number;
  outcome?: string;
  closureReason?: string;
  notes: DemoNote[];
  tasks: DemoTask[];
}

const { INTAKE, ASSESSMENT, ACTIVE, ON_HOLD, CLOSED, DECLINED } = CaseStatus;
const CARRIERS = { head: [], first: ['caseworker', 'caseworker2'], second: ['caseworker3'] } as const;

/** Where a case stands, by its age in days: young ones wait at the beginning, old ones have ended. */
const STANDING: readonly (readonly [younger: number, weights: readonly (readonly [CaseStatus, number])[]])[] = [
  [
    10,
    [
      [INTAKE, 7],
      [ASSESSMENT, 3],
    ],
  ],
  [
    45,
    [
      [INTAKE, 1],
      [ASSESSMENT, 4],
      [ACTIVE, 4],
      [DECLINED, 1],
    ],
  ],
  [
    200,
    [
      [ASSESSMENT, 1],
      [ACTIVE, 10],
      [ON_HOLD, 3],
      [CLOSED, 4],
      [DECLINED, 1],
    ],
  ],
  [
    Infinity,
    [
      [ACTIVE, 4],
      [ON_HOLD, 2],
      [CLOSED, 12],
      [DECLINED, 1],
    ],
  ],
];

/** One case for each person and, as far as there are to be more, an earlier one for some. */
export function drawCases(organization: DemoOrganization, people: readonly DemoPerson[]): DemoCase[] {
  const draw = drawingFor(organization.seed + 1);
  return Array.from({ length: organization.cases }, (_, index) => {
    const person = people[index % people.length]!;
    return drawCase(draw, organization, person, index, index >= people.length);
  });
}

function drawCase(
  draw: Faker,
  { mark }: DemoOrganization,
  person: DemoPerson,
  index: number,
  earlier: boolean,
): DemoCase {
  const openedDaysAgo = earlier
    ? person.registeredDaysAgo + draw.number.int({ min: 200, max: 400 })
    : person.registeredDaysAgo;
  const status = earlier ? CLOSED : weighed(draw, STANDING.find(([younger]) => openedDaysAgo < younger)![1]);
  const carriers = CARRIERS[person.team];
  const unassigned = status === INTAKE ? 0.7 : status === DECLINED ? 1 : 0.06;
  return {
    id: demoId(mark, 'case', index),
    person,
    programme: draw.helpers.arrayElement(PROGRAMMES),
    status,
    priority: weighed(draw, [
      [CasePriority.LOW, 2],
      [CasePriority.NORMAL, 12],
      [CasePriority.HIGH, 4],
      [CasePriority.URGENT, 1],
    ]),
    riskLevel: weighed(draw, [
      [RiskLevel.NONE, 8],
      [RiskLevel.LOW, 6],
      [RiskLevel.MEDIUM, 4],
      [RiskLevel.HIGH, 2],
    ]),
    assignee: draw.helpers.maybe(() => draw.helpers.arrayElement(carriers), { probability: 1 - unassigned }),
    openedDaysAgo,
    dueInDays: dueInDays(draw, openedDaysAgo),
    ...ending(draw, status, openedDaysAgo),
    ...work(draw, mark, index, status, openedDaysAgo),
  };
}

/** Mostly some weeks ahead; for about every sixth open case the day has passed. */
const dueInDays = (draw: Faker, openedDaysAgo: number): number =>
  Math.max(
    weighed(draw, [
      [draw.number.int({ min: 3, max: 120 }), 5],
      [-draw.number.int({ min: 1, max: 40 }), 1],
    ]),
    14 - openedDaysAgo,
  );

function ending(
  draw: Faker,
  status: CaseStatus,
  age: number,
): Pick<DemoCase, 'closedDaysAgo' | 'outcome' | 'closureReason'> {
  if (status !== CLOSED && status !== DECLINED) return {};
  const closedDaysAgo = Math.floor(age * draw.number.float({ max: 0.6 }));
  if (status === DECLINED) {
    return {
      closedDaysAgo,
      closureReason: draw.helpers.arrayElement(['OUTSIDE_MANDATE', 'OUTSIDE_AREA', 'NO_CAPACITY', 'HELPED_ELSEWHERE']),
    };
  }
  const outcome = weighed(draw, [
    ['RESOLVED', 6],
    ['PARTLY_RESOLVED', 3],
    ['NOT_RESOLVED', 1],
    ['CONTINUES_ELSEWHERE', 1],
  ]);
  return {
    closedDaysAgo,
    outcome,
    closureReason: draw.helpers.arrayElement(['GOALS_ACHIEVED', 'TRANSFERRED', 'MOVED_AWAY', 'WITHDREW']),
  };
}

function work(
  draw: Faker,
  mark: string,
  index: number,
  status: CaseStatus,
  age: number,
): Pick<DemoCase, 'notes' | 'tasks'> {
  const open = status !== CLOSED && status !== DECLINED;
  const notes = draw.helpers.arrayElements(NOTES, status === INTAKE ? { min: 0, max: 1 } : { min: 1, max: 3 });
  const tasks = draw.helpers.arrayElements(TASKS, { min: 0, max: open ? 2 : 1 });
  return {
    notes: notes.map(([kind, subject, text], number) => ({
      ...{ id: demoId(mark, 'note', index, number), kind, subject, text },
      visibility: weighed(draw, [
        [NoteVisibility.TEAM, 9],
        [NoteVisibility.RESTRICTED, 1],
      ]),
      daysAgo: Math.floor(age * draw.number.float()),
    })),
    tasks: tasks.map((title, number) => {
      const madeDaysAgo = Math.floor(age * draw.number.float());
      const done = !open || draw.number.int(2) === 0;
      return {
        ...{ id: demoId(mark, 'task', index, number), title, madeDaysAgo },
        status: done
          ? TaskStatus.DONE
          : weighed(draw, [
              [TaskStatus.OPEN, 3],
              [TaskStatus.IN_PROGRESS, 1],
            ]),
        dueInDays: done ? 7 - madeDaysAgo : draw.number.int({ min: -12, max: 30 }),
        ...(done && { doneDaysAgo: Math.floor(madeDaysAgo / 2) }),
      };
    }),
  };
}
