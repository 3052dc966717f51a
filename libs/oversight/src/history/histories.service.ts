// Histories, read from the audit trail: whoever may read a case, or an applicant, may see how it came to be.
import { Applicant, ApplicantPermission, Case, CasePermission } from '@haven/casework';
import {
  AuditAction,
  fieldOf,
  hiddenFields,
  recordOf,
  records,
  Repo,
  unitOfWork,
  writeEvent,
  type KeyRequest,
  type Params,
  type RecordTraits,
  type Repository,
  type Sensitivity,
} from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { AuditPages, pageOf, type KeptEvent, type Page, type PageArguments } from '../audit-trail/audit-page.js';
import { EventOpener } from '../audit-trail/event-details.js';
import { shownDetails, type ShownDetails } from './changes.js';
import type { RecordHistoryEntry } from './history.views.js';
import { ReferenceNames } from './reference-names.js';

/** What is asked for of the changes: values are decrypted, and their showing is written down, only then; names likewise are looked up only then. */
export interface AskedOfChanges {
  values: boolean;
  names: boolean;
}

/** Whose history it is, and of which records. */
interface Told {
  list: string;
  subject: string;
  records: readonly RecordTraits[];
  /** Which records' events, as SQL. */
  which: (params: Params) => string;
}

@Injectable()
export class HistoriesService {
  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly pages: AuditPages,
    private readonly opening: EventOpener,
    private readonly names: ReferenceNames,
  ) {}

  /** A page of changes, newest first; null for a case that is not there or out of reach. */
  async ofCase(id: string, page: PageArguments, asked: AskedOfChanges): Promise<Page<RecordHistoryEntry> | null> {
    const [found] = await this.cases.find({ id }, CasePermission.read, { limit: 1 });
    if (!found) return null;
    const which = (params: Params): string => `record_id = ${params.add(id, '::uuid')}`;
    return this.told(
      { list: 'CaseHistory', subject: found.applicantId, records: [recordOf(Case)], which },
      page,
      asked,
    );
  }

  /** The same of a person and of what is known of them: names, contacts, papers, statuses, needs. */
  async ofApplicant(id: string, page: PageArguments, asked: AskedOfChanges): Promise<Page<RecordHistoryEntry> | null> {
    const [found] = await this.applicants.find({ id }, ApplicantPermission.read, { limit: 1 });
    if (!found) return null;
    const below = records().filter(isReadWithApplicant);
    const which = (params: Params): string => {
      const person = params.add(id, '::uuid');
      const ids = below.map(
        (record) =>
          `select id from "${record.table}" where organization_id = ${params.organization} and "${fieldOf(record, record.owner!.by).column}" = ${person}`,
      );
      return `record_id = any(array(select ${person} union all ${ids.join(' union all ')}))`;
    };
    const told = { list: 'ApplicantHistory', subject: id, records: [recordOf(Applicant), ...below], which };
    return this.told(told, page, asked);
  }

  private async told(
    { list, subject, records: about, which }: Told,
    page: PageArguments,
    asked: AskedOfChanges,
  ): Promise<Page<RecordHistoryEntry>> {
    const byName = new Map(about.map((record) => [record.name, record]));
    const types = [...byName.keys()];
    const events = await this.pages.page(
      {
        list,
        conditions: (params) => [which(params), `record_type = any(${params.add(types, '::text[]')})`],
        few: about.length > 1,
      },
      page,
    );
    if (!asked.values) return pageOf(events, (event) => entry(event, undefined));
    const opened = await this.opening.opened(events.nodes);
    const { sees } = unitOfWork().who;
    const hidden = await hiddenIn(events.nodes, byName);
    const details = new Map<string, ShownDetails>();
    for (const { id, recordType, recordId } of events.nodes) {
      const each = opened.details.get(id);
      if (each) details.set(id, shownDetails(byName.get(recordType!)!, each, sees, hidden.get(recordId!)));
    }
    if (asked.names)
      await this.names.putBeside(
        events.nodes.map(({ id, recordType }) => ({
          record: byName.get(recordType!)!,
          changes: details.get(id)?.changes ?? [],
        })),
      );
    await this.note(subject, [...details.values()], opened.keys);
    return pageOf(events, (event) => entry(event, details.get(event.id)));
  }

  /** Showing what was is showing the person, as much as showing what is. */
  private async note(subject: string, details: readonly ShownDetails[], keys: KeyRequest): Promise<void> {
    const classes = new Set<Sensitivity>(details.flatMap((each) => [...each.classes]));
    if (classes.size === 0) return;
    const work = unitOfWork();
    await writeEvent(work, {
      action: AuditAction.READ,
      subjects: [subject],
      classes: [...classes],
      keySubject: work.who.organizationId,
      keys,
    });
  }
}

/** What stands under an applicant and is read with the same permission: whoever reaches the one reaches the other. */
const isReadWithApplicant = ({ owner, read, rule }: RecordTraits): boolean =>
  owner?.record() === Applicant && read === ApplicantPermission.read && !rule;

/** What the records' own rules keep back now, by the record's id. */
async function hiddenIn(
  events: readonly KeptEvent[],
  byName: ReadonlyMap<string, RecordTraits>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const hidden = new Map<string, ReadonlySet<string>>();
  for (const [name, record] of byName) {
    const ids = new Set(events.filter(({ recordType }) => recordType === name).map(({ recordId }) => recordId!));
    for (const [id, properties] of await hiddenFields(record, [...ids])) hidden.set(id, properties);
  }
  return hidden;
}

const entry = (
  { id, at, userId, operation, action, recordType, recordId }: KeptEvent,
  details: ShownDetails | undefined,
): RecordHistoryEntry => ({
  ...{ id, at, operation, recordType: recordType!, recordId: recordId! },
  action: action as AuditAction,
  user: { id: userId },
  changes: details?.changes ?? null,
  reason: details?.reason ?? null,
});
