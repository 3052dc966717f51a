// Open papers: which of some cases still have to be asked for which papers, and which tasks have nothing left to ask for.
import { today, unitOfWork } from '@haven/platform';
import { document, fits, inForce, usable } from '../checklists/fitting.js';
import { TaskStatus } from '../tasks/task.entity.js';
import { UNFINISHED } from '../tasks/task.rules.js';

/** A paper for which a case has no task yet. */
export interface Unasked {
  caseId: string;
  requiredDocumentId: string;
}

/** A task that asks for what is there, or is not wanted any more. */
export interface Settled {
  caseId: string;
  requiredDocumentId: string;
  taskId: string;
  as: TaskStatus.DONE | TaskStatus.CANCELLED;
}

const wanted = { kinds: 'r.kinds', caseId: 'c.id', validForDays: 'r.valid_for_days', today: '$2::date' };

/** Whether the case `c` is to be asked for the paper `r` on the day $2. */
const ASKED = `(c.closed_at is null and r.due_in_working_days is not null and ${inForce((column) => `r.${column}`, wanted.today)}
  and (r.programme_form is null or r.programme_form = c.programme_form))`;
/** Whether the person has it. Whether a second person has verified it is not what the task is about. */
const THERE = `exists (select from document d where d.organization_id = c.organization_id and d.applicant_id = c.applicant_id
  and ${fits(document, wanted)} and ${usable(document, wanted)})`;
const LIVE = `t.status in (${UNFINISHED.map((status) => `'${status}'`).join(', ')})`;

const run = async (text: string, ...values: unknown[]) => {
  const { who } = unitOfWork();
  return (await unitOfWork().run(text, [who.organizationId, today(who), ...values])).rows;
};

/** Of these cases, all papers or one. */
export async function unasked(caseIds: readonly string[], requiredDocumentId: string | null): Promise<Unasked[]> {
  const rows = await run(
    `select c.id, r.id from "case" c join required_document r on r.organization_id = c.organization_id
       where c.organization_id = $1 and c.id = any($3::uuid[]) and ($4::uuid is null or r.id = $4) and ${ASKED} and not ${THERE}
         and not exists (select from asked_paper a
           where a.organization_id = c.organization_id and a.case_id = c.id and a.required_document_id = r.id)
       order by c.id, r.created_at, r.id`,
    caseIds,
    requiredDocumentId,
  );
  return rows.map(([caseId, required]) => ({ caseId: caseId!, requiredDocumentId: required! }));
}

/** Of these cases, the live tasks that are to end, and how. */
export async function settled(caseIds: readonly string[], requiredDocumentId: string | null): Promise<Settled[]> {
  const rows = await run(
    `select c.id, r.id, t.id, case when ${ASKED} then '${TaskStatus.DONE}' else '${TaskStatus.CANCELLED}' end
       from asked_paper a
       join "case" c on c.organization_id = a.organization_id and c.id = a.case_id
       join required_document r on r.organization_id = a.organization_id and r.id = a.required_document_id
       join task t on t.organization_id = a.organization_id and t.id = a.task_id
       where a.organization_id = $1 and a.case_id = any($3::uuid[]) and ($4::uuid is null or r.id = $4) and ${LIVE}
         and (not ${ASKED} or ${THERE})
       order by t.id`,
    caseIds,
    requiredDocumentId,
  );
  return rows.map(([caseId, required, taskId, as]) => ({
    caseId: caseId!,
    requiredDocumentId: required!,
    taskId: taskId!,
    as: as as Settled['as'],
  }));
}

/** Up to `most` cases, in the order of their ids, that a change of a required document concerns: to be asked for it, or asked already. */
export async function casesConcerned(
  requiredDocumentId: string,
  after: string | null,
  most: number,
): Promise<string[]> {
  const rows = await run(
    `select c.id from required_document r join "case" c on c.organization_id = r.organization_id
       where r.organization_id = $1 and r.id = $3 and ($4::uuid is null or c.id > $4)
         and (${ASKED} or exists (select from asked_paper a join task t on t.organization_id = a.organization_id and t.id = a.task_id
           where a.organization_id = c.organization_id and a.required_document_id = r.id and a.case_id = c.id and ${LIVE}))
       order by c.id limit ${most}`,
    requiredDocumentId,
    after,
  );
  return rows.map(([id]) => id!);
}

/** The cases under way of whoever a document belongs to. */
export async function casesOfDocument(documentId: string): Promise<string[]> {
  const { rows } = await unitOfWork().run(
    `select c.id from document d join "case" c on c.organization_id = d.organization_id and c.applicant_id = d.applicant_id
       where d.organization_id = $1 and d.id = $2 and c.closed_at is null order by c.id`,
    [unitOfWork().who.organizationId, documentId],
  );
  return rows.map(([id]) => id!);
}

/** Live tasks of a case that ask for papers and that nobody is to do. */
export async function unassigned(caseId: string): Promise<string[]> {
  const { rows } = await unitOfWork().run(
    `select t.id from asked_paper a join task t on t.organization_id = a.organization_id and t.id = a.task_id
       where a.organization_id = $1 and a.case_id = $2 and ${LIVE} and t.assignee_id is null order by t.id`,
    [unitOfWork().who.organizationId, caseId],
  );
  return rows.map(([id]) => id!);
}

/** Says that a task asks for a paper. Postgres keeps a second one from asking for the same. */
export async function linkTask({ caseId, requiredDocumentId }: Unasked, taskId: string): Promise<void> {
  await unitOfWork().run(
    'insert into "asked_paper" (organization_id, case_id, required_document_id, task_id) values ($1, $2, $3, $4)',
    [unitOfWork().who.organizationId, caseId, requiredDocumentId, taskId],
  );
}

/** Forgets that a paper was asked for, so that it can be asked for again should the case need it once more. */
export async function unlinkTask(taskId: string): Promise<void> {
  await unitOfWork().run('delete from "asked_paper" where organization_id = $1 and task_id = $2', [
    unitOfWork().who.organizationId,
    taskId,
  ]);
}
