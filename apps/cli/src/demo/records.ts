// The demo's records: what was drawn becomes rows, through the repositories, as if colleagues had written it over the months.
import {
  Applicant,
  Case,
  CaseNote,
  caseNumber,
  ContactPoint,
  ContactSystem,
  IdentityDocument,
  Need,
  nextCount,
  PersonName,
  programmeForm,
  ResidenceStatus,
  scriptOf,
  Stay,
  Task,
  TaskOrigin,
  TaskPriority,
} from '@haven/casework';
import type { DemoDesk } from './desk.js';
import type { DemoName, DemoPerson } from './people.js';
import type { DemoSituation } from './situations.js';
import type { DemoTravel } from './travels.js';
import type { DemoCase, DemoNote, DemoTask } from './workload.js';

export interface DemoFile {
  person: DemoPerson;
  situation: DemoSituation;
  travel: DemoTravel;
  cases: readonly DemoCase[];
}

/** People with all that is known of them, in one transaction; those who are there already are left alone. */
export function writeFiles(desk: DemoDesk, registrar: string, files: readonly DemoFile[]): Promise<void> {
  return desk.as(registrar, async () => {
    const known = await desk.known(files.map(({ person }) => person.id));
    const missing = files.filter(({ person }) => !known.has(person.id));
    await desk.makeKeys(missing.map(({ person }) => person.id));
    for (const { person, situation, travel, cases } of missing) {
      await register(desk, person);
      await describe(desk, person, situation);
      await follow(desk, person, travel);
      for (const each of cases) await open(desk, each);
    }
  });
}

async function register(desk: DemoDesk, person: DemoPerson): Promise<void> {
  const { names, team, registrar: _, registeredDaysAgo, arrivedDaysAgo, phone, ...told } = person;
  const createdAt = desk.momentAgo(registeredDaysAgo, person.id);
  await desk.records(Applicant).add({
    ...told,
    displayName: wholeName(names[0]!),
    birthYear: Number(person.birthDate.slice(0, 4)),
    teamId: desk.teamId(team),
    arrivedOn: desk.inDays(-arrivedDaysAgo),
    createdAt,
  });
  const applicantId = person.id;
  for (const [index, name] of names.entries()) {
    const full = wholeName(name);
    const script = scriptOf(full);
    await desk.records(PersonName).add({ ...name, applicantId, full, script, primary: index === 0, createdAt });
  }
  await desk.records(ContactPoint).add({
    ...{ applicantId, system: ContactSystem.SIGNAL, value: phone, simCountry: person.country },
    ...{ preferred: true, sharedDevice: false, neverUse: false, createdAt },
  });
}

async function describe(desk: DemoDesk, person: DemoPerson, situation: DemoSituation): Promise<void> {
  const { basis, status, validInDays: valid, appliedDaysAgo, needs } = situation;
  const [applicantId, createdAt] = [person.id, desk.momentAgo(person.registeredDaysAgo, person.id)];
  await desk.records(ResidenceStatus).add({
    ...{ applicantId, country: person.country, basis, status, createdAt },
    validFrom: valid && desk.inDays(valid.from),
    validUntil: valid && desk.inDays(valid.until),
    decisionDate: valid && desk.inDays(valid.from),
    applicationDate: appliedDaysAgo === undefined ? undefined : desk.inDays(-appliedDaysAgo),
  });
  for (const { sector, priority, met } of needs) {
    const openedOn = desk.inDays(-person.registeredDaysAgo);
    const metOn = met ? desk.inDays(-Math.floor(person.registeredDaysAgo / 2)) : undefined;
    await desk.records(Need).add({ applicantId, sector, priority, openedOn, metOn, createdAt });
  }
}

async function follow(desk: DemoDesk, person: DemoPerson, { paper, stays }: DemoTravel): Promise<void> {
  const [applicantId, createdAt] = [person.id, desk.momentAgo(person.registeredDaysAgo, person.id)];
  if (paper) {
    const { expiresInDays, ...told } = paper;
    const expiresOn = desk.inDays(expiresInDays);
    await desk.records(IdentityDocument).add({ ...told, applicantId, expiresOn, createdAt });
  }
  for (const { country, basis, enteredDaysAgo, leftDaysAgo } of stays) {
    await desk.records(Stay).add({
      ...{ applicantId, country, basis, createdAt },
      enteredOn: desk.inDays(-enteredDaysAgo),
      leftOn: leftDaysAgo === undefined ? undefined : desk.inDays(-leftDaysAgo),
    });
  }
}

async function open(desk: DemoDesk, drawn: DemoCase): Promise<void> {
  const { person, assignee, openedDaysAgo, closedDaysAgo, dueInDays, notes, tasks, ...told } = drawn;
  const openedAt = desk.momentAgo(openedDaysAgo, drawn.id);
  const year = openedAt.getUTCFullYear();
  await desk.records(Case).add({
    ...told,
    programmeForm: programmeForm(told.programme),
    number: caseNumber(year, await nextCount(year)),
    applicantId: person.id,
    forHousehold: false,
    teamId: desk.teamId(person.team),
    assigneeId: assignee && desk.userId(assignee),
    dueOn: desk.inDays(dueInDays),
    openedAt,
    closedAt: closedDaysAgo === undefined ? undefined : desk.momentAgo(closedDaysAgo, drawn.id),
    createdAt: openedAt,
  });
  for (const note of notes) await writeNote(desk, drawn, note);
  for (const task of tasks) await makeTask(desk, drawn, task);
}

async function writeNote(desk: DemoDesk, { id: caseId, person, assignee }: DemoCase, note: DemoNote): Promise<void> {
  const { daysAgo, ...told } = note;
  const occurredAt = desk.momentAgo(daysAgo, note.id);
  const authorId = desk.userId(assignee ?? person.registrar);
  await desk
    .records(CaseNote)
    .add({ ...told, caseId, applicantId: person.id, occurredAt, authorId, createdAt: occurredAt });
}

async function makeTask(desk: DemoDesk, { id: caseId, person, assignee }: DemoCase, task: DemoTask): Promise<void> {
  const { madeDaysAgo, dueInDays, doneDaysAgo, ...told } = task;
  await desk.records(Task).add({
    ...told,
    ...{ caseId, applicantId: person.id, priority: TaskPriority.NORMAL, origin: TaskOrigin.MANUAL, delegated: false },
    teamId: desk.teamId(person.team),
    assigneeId: assignee && desk.userId(assignee),
    dueOn: desk.inDays(dueInDays),
    completedAt: doneDaysAgo === undefined ? undefined : desk.momentAgo(doneDaysAgo, task.id),
    createdAt: desk.momentAgo(madeDaysAgo, task.id),
  });
}

const wholeName = ({ family, given, patronymic }: DemoName): string =>
  [family, given, patronymic].filter(Boolean).join(' ');
