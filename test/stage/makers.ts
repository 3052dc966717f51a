// Makers: records that a test needs but does not speak of, made through the same repositories as everything else.
import { now } from '@haven/kernel';
import {
  Applicant,
  Case,
  CaseNote,
  CaseParticipant,
  CasePriority,
  CaseStatus,
  Document,
  DocumentStatus,
  DocumentVerification,
  DocumentVersion,
  Gender,
  LocationDisclosure,
  NameKind,
  NoteKind,
  NoteVisibility,
  PaperProposal,
  PaperProposalStatus,
  ReadingConfidence,
  programmeForm,
  RequiredDocument,
  ParticipantRole,
  RiskLevel,
  Task,
  TaskOrigin,
  TaskPriority,
  TaskStatus,
} from '@haven/casework';
import {
  BUILT_IN_ROLES,
  isHeldForTeam,
  Membership,
  Session,
  stranger,
  Team,
  UserKind,
  UserProvision,
} from '@haven/identity';
import {
  Database,
  inContext,
  repositoryToken,
  Sensitivity,
  type Draft,
  type RecordClass,
  type Repository,
  type TenantRecord,
} from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface MadeUser {
  organizationId: string;
  userId: string;
  sessionId: string;
  email: string;
}

const DAY = 86_400_000;

const forTeam = (role: string): boolean => BUILT_IN_ROLES.some((each) => each.name === role && isHeldForTeam(each));

export class Makers {
  /** The organisation that tests mean when they name none. */
  home = '';
  private readonly teams = new Map<string, string>();
  private count = 0;

  constructor(private readonly app: NestFastifyApplication) {}

  /** Runs a deed inside an organisation, as its first user. */
  within<T>(organizationId: string, deed: () => Promise<T>): Promise<T> {
    const database = this.app.get(Database);
    return inContext({ requestId: 'test', operation: 'test' }, () =>
      database.within(stranger(organizationId, organizationId), { readOnly: false }, deed),
    );
  }

  repository<T extends TenantRecord>(type: RecordClass<T>): Repository<T> {
    return this.app.get<Repository<T>>(repositoryToken(type));
  }

  add<T extends TenantRecord>(type: RecordClass<T>, organizationId: string, draft: Draft<T>): Promise<T> {
    return this.within(organizationId, () => this.repository(type).add(draft));
  }

  /** An organisation with one team; the first one made is home. */
  async organization(name = `Organisation ${++this.count}`): Promise<string> {
    const id = await inContext({ requestId: 'test', operation: 'test' }, () =>
      this.app.get(UserProvision).foundOrganization({ name, timeZone: 'Europe/Vilnius' }),
    );
    this.home ||= id;
    this.teams.set(id, await this.team({ organizationId: id }));
    return id;
  }

  async team({
    organizationId = this.home,
    parentId,
  }: { organizationId?: string; parentId?: string } = {}): Promise<string> {
    const { id } = await this.add(Team, organizationId, { name: `Team ${++this.count}`, parentId });
    return id;
  }

  /** The team that an organisation began with. */
  teamOf(organizationId = this.home): string {
    return this.teams.get(organizationId)!;
  }

  /** A user with one role, for the organisation's first team (if a team can have it) unless `teamId` names another or null for all; signs in with `password`, if any. */
  async user(
    role: string,
    {
      organizationId = this.home,
      teamId = forTeam(role) ? this.teamOf(organizationId) : null,
      password,
    }: { organizationId?: string; teamId?: string | null; password?: string } = {},
  ): Promise<MadeUser> {
    const number = ++this.count;
    return this.within(organizationId, async () => {
      const email = `user${number}@example.org`;
      const user = await this.app
        .get(UserProvision)
        .provisionUser({ name: `User ${number}`, email, kind: UserKind.STAFF, password });
      await this.repository(Membership).add({
        userId: user.id,
        role,
        teamId: teamId ?? undefined,
        validFrom: '2020-01-01',
      });
      const session = await this.repository(Session).add({
        userId: user.id,
        lastUsedAt: now(),
        expiresAt: new Date(now().getTime() + DAY),
        refreshCount: 0,
      });
      return { organizationId, userId: user.id, sessionId: session.id, email };
    });
  }

  applicant(draft: Partial<Draft<Applicant>> = {}, organizationId = this.home): Promise<Applicant> {
    return this.add(Applicant, organizationId, {
      displayName: `Applicant ${++this.count}`,
      birthDateEstimated: false,
      gender: Gender.NOT_ASKED,
      nationalities: ['BY'],
      languages: ['be', 'ru'],
      teamId: this.teamOf(organizationId),
      locationDisclosure: LocationDisclosure.COUNTRY,
      ...draft,
    });
  }

  async case(draft: Partial<Draft<Case>> = {}, organizationId = this.home): Promise<Case> {
    const applicantId = draft.applicantId ?? (await this.applicant({}, organizationId)).id;
    return this.add(Case, organizationId, {
      number: `T-${++this.count}`,
      applicantId,
      forHousehold: false,
      status: CaseStatus.INTAKE,
      priority: CasePriority.NORMAL,
      riskLevel: RiskLevel.NONE,
      teamId: this.teamOf(organizationId),
      openedAt: now(),
      ...draft,
      programmeForm: programmeForm(draft.programme),
    });
  }

  /** A passport that every case needs, or only those of a programme; without a task unless days are said. */
  requiredDocument(
    draft: Partial<Draft<RequiredDocument>> = {},
    organizationId = this.home,
  ): Promise<RequiredDocument> {
    // A checklist stands in the order in which its papers were asked for, which within one millisecond is none.
    const createdAt = new Date(now().getTime() + ++this.count);
    return this.add(RequiredDocument, organizationId, {
      createdAt,
      kinds: ['PASSPORT'],
      obligatory: true,
      mustBeVerified: false,
      ...draft,
      programmeForm: programmeForm(draft.programme),
    });
  }

  /** A note for the team by somebody of the organisation, in a case of its own unless `caseId` names one. */
  async note(
    draft: Partial<Draft<CaseNote>> & Pick<CaseNote, 'authorId'>,
    organizationId = this.home,
  ): Promise<CaseNote> {
    return this.add(CaseNote, organizationId, {
      ...(await this.placeOf(draft.caseId, organizationId)),
      kind: NoteKind.CONTACT,
      visibility: NoteVisibility.TEAM,
      text: `Note ${++this.count}`,
      occurredAt: now(),
      ...draft,
    });
  }

  async task(draft: Partial<Draft<Task>> = {}, organizationId = this.home): Promise<Task> {
    return this.add(Task, organizationId, {
      ...(await this.placeOf(draft.caseId, organizationId)),
      title: `Task ${++this.count}`,
      teamId: this.teamOf(organizationId),
      delegated: false,
      dueOn: '2100-01-01',
      priority: TaskPriority.NORMAL,
      status: TaskStatus.OPEN,
      origin: TaskOrigin.MANUAL,
      ...draft,
    });
  }

  /** A document whose first file is on its way, sent by its first user. */
  async document(
    draft: Partial<Draft<Document>> = {},
    file: Partial<Draft<DocumentVersion>> & Pick<DocumentVersion, 'uploadedById'>,
    organizationId = this.home,
  ): Promise<Document> {
    const applicantId = draft.applicantId ?? (await this.applicant({}, organizationId)).id;
    const status = file.status ?? DocumentStatus.UPLOADING;
    const document = await this.add(Document, organizationId, {
      ...{ applicantId, kind: 'BY_PASSPORT', sensitivity: Sensitivity.IDENTITY, status },
      verification: DocumentVerification.UNVERIFIED,
      ...draft,
    });
    await this.add(DocumentVersion, organizationId, {
      ...{
        documentId: document.id,
        applicantId,
        number: 1,
        status,
        fileName: 'scan.pdf',
        mediaType: 'application/pdf',
      },
      ...{ bytes: 1_000, receivedBytes: 0 },
      ...file,
    });
    return document;
  }

  /** What somebody's passport proposes, as read from a file of a document. */
  paperProposal(
    draft: Partial<Draft<PaperProposal>> & Pick<PaperProposal, 'documentId' | 'applicantId' | 'fileId'>,
    organizationId = this.home,
  ): Promise<PaperProposal> {
    return this.add(PaperProposal, organizationId, {
      ...{ status: PaperProposalStatus.PROPOSED, kind: 'PASSPORT', issuingCountry: 'BY', nationality: 'BY' },
      ...{ confidence: ReadingConfidence.HIGH, failedChecks: [], nameKind: NameKind.TRANSLITERATED, script: 'Latn' },
      ...{ number: `MP${9_000_000 + ++this.count}`, family: 'KAVALIOVA', given: 'ALENA', birthDate: '1987-05-12' },
      ...draft,
    });
  }

  async participant(
    draft: Partial<Draft<CaseParticipant>> & Pick<CaseParticipant, 'caseId' | 'userId'>,
    organizationId = this.home,
  ): Promise<CaseParticipant> {
    return this.add(CaseParticipant, organizationId, {
      ...(await this.placeOf(draft.caseId, organizationId)),
      role: ParticipantRole.CO_WORKER,
      validFrom: '2020-01-01',
      ...draft,
    });
  }

  /** A case and its person, whose key encrypts what stands under the case. */
  private async placeOf(
    caseId: string | undefined,
    organizationId: string,
  ): Promise<{ caseId: string; applicantId: string }> {
    if (!caseId) {
      const { id, applicantId } = await this.case({}, organizationId);
      return { caseId: id, applicantId };
    }
    const [found] = await this.within(organizationId, () =>
      this.repository(Case).find({ id: caseId }, 'unscoped', { limit: 1 }),
    );
    return { caseId, applicantId: found!.applicantId };
  }
}
