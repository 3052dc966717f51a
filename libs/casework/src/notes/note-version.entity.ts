// An earlier version of a note: what it said before a correction.
//
// A row of its own, made by the correction that replaces it, because that is the one form in which an old version cannot
// slip into a list, count or search of notes: case_note holds what is true now and nothing else. The app may add rows to
// this table and read them, not change or delete them. A version is seen by who sees the note as it is now, and then only
// as far as the version's own visibility allows: the stricter of the two holds, whichever way a correction went.
import { User } from '@haven/identity';
import { Choice, Count, Id, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { CaseNote, NoteKind } from './note.entity.js';
import { NotePermission } from './note.permissions.js';
import { asItsVisibilityAllows, NoteVisibility } from './note.visibility.js';

@Recorded({
  table: 'case_note_version',
  is: 'What a note said before a correction; the note itself says what holds now.',
  permissions: NotePermission,
  apart: ['write', 'correct', 'restricted', 'privileged'],
  subject: 'applicantId',
  owner: { record: () => CaseNote, by: 'noteId' },
  rule: asItsVisibilityAllows,
  defaultOrder: { property: 'number', direction: 'DESC' },
  keepFor: 10,
})
export class CaseNoteVersion extends TenantRecord {
  @Id({ is: 'The note.', internal: true })
  noteId: string;

  @Id({ is: 'Case of the note.', internal: true })
  caseId: string;

  @Id({ is: 'The person whom the case is for.', internal: true })
  applicantId: string;

  @Id({ is: 'Author of the note, for the rule on restricted ones.', internal: true })
  authorId: string;

  @Count({ is: 'Version of the note that this was, from 1.', listed: true })
  number: number;

  @Choice(NoteKind, { is: 'What the note was about.' })
  kind: NoteKind;

  @Choice(NoteVisibility, { is: 'Who saw the note then; the version is shown to nobody else.' })
  visibility: NoteVisibility;

  @Text({
    is: 'What it was about, in one line.',
    max: 300,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  subject?: string;

  @Text({
    is: 'What was said or seen.',
    max: 100_000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
  })
  text: string;

  @Moment({ is: 'When it was said or seen, as this version had it.' })
  occurredAt: Date;

  @Ref(() => User, { is: 'Who wrote this version.' })
  editorId: string;

  @Moment({ is: 'When this version was written; it held until the next one was.' })
  writtenAt: Date;
}
