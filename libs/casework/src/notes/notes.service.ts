// Notes: writing and correcting them.
import { badInput, now } from '@haven/kernel';
import { correct, Events, Repo, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Case } from '../cases/case.entity.js';
import { CaseNoteVersion } from './note-version.entity.js';
import { CaseNote } from './note.entity.js';
import { NoteWritten } from './note.events.js';
import type { CorrectNoteInput, WriteNoteInput } from './note.inputs.js';
import { NotePermission } from './note.permissions.js';
import { NoteVisibility } from './note.visibility.js';

/** How far a client's clock may be ahead, in milliseconds. */
const AHEAD = 5 * 60_000;

/** Everything that a correction may change. */
const sayingOf = ({ kind, visibility, subject, text, occurredAt }: CaseNote): string =>
  JSON.stringify([kind, visibility, subject, text, occurredAt]);

@Injectable()
export class NotesService {
  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    @Repo(CaseNote) private readonly notes: Repository<CaseNote>,
    @Repo(CaseNoteVersion) private readonly versions: Repository<CaseNoteVersion>,
    private readonly events: Events,
  ) {}

  /** @throws NOT_FOUND for a case out of reach, FORBIDDEN for a privileged note without note.privileged there */
  async write({ id, caseId, kind, visibility, subject, text, occurredAt }: WriteNoteInput): Promise<CaseNote> {
    // Without a lock: a note changes nothing of its case.
    const theCase = await this.cases.within(caseId, NotePermission.write);
    if (visibility === NoteVisibility.PRIVILEGED) await this.mustBePrivileged(caseId);
    const note = await this.notes.add({
      ...(id && { id }),
      caseId,
      applicantId: theCase.applicantId,
      kind,
      visibility,
      subject,
      text,
      occurredAt: happened(occurredAt) ?? now(),
      authorId: unitOfWork().who.userId,
    });
    await this.events.tell(NoteWritten({ noteId: note.id, caseId }));
    return note;
  }

  /**
   * Corrects a note; what it said before is kept among its versions.
   * @throws FORBIDDEN for the note of somebody else without note.correct in its case
   * @throws CONFLICT when `version` is not the current one
   */
  async correct(id: string, version: number, input: CorrectNoteInput): Promise<CaseNote> {
    const note = await this.notes.one(id, NotePermission.write, version);
    const { who } = unitOfWork();
    // Others than its author need more than to write notes.
    if (note.authorId !== who.userId) await this.cases.within(note.caseId, NotePermission.correct);
    const before = { ...note };
    correct(note, { ...input, ...(input.occurredAt && { occurredAt: happened(input.occurredAt) }) });
    if (sayingOf(note) === sayingOf(before)) return note;
    if (note.visibility === NoteVisibility.PRIVILEGED && before.visibility !== NoteVisibility.PRIVILEGED)
      await this.mustBePrivileged(note.caseId);
    note.correctedById = who.userId;
    await this.notes.save(note);
    await this.keep(before);
    return note;
  }

  private async keep(before: CaseNote): Promise<void> {
    const { id, caseId, applicantId, authorId, kind, visibility, subject, text, occurredAt } = before;
    await this.versions.add({
      ...{ noteId: id, caseId, applicantId, authorId, kind, visibility, subject, text, occurredAt },
      number: before.version,
      editorId: before.correctedById ?? authorId,
      writtenAt: before.updatedAt,
    });
  }

  /** Privilege is held in this note's case, or not at all. */
  private async mustBePrivileged(caseId: string): Promise<void> {
    await this.cases.within(caseId, NotePermission.privileged);
  }
}

/** @throws BAD_USER_INPUT for a moment to come: nobody has seen it yet */
function happened(at: Date | string | null | undefined): Date | undefined {
  if (!at) return undefined;
  const moment = new Date(at);
  if (moment.getTime() > now().getTime() + AHEAD) throw badInput('input.occurredAt', 'This has not happened yet.');
  return moment;
}
