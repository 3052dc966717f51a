// What may be said of a note.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { CaseNote } from './note.entity.js';

@InputType({ description: 'A note to write.' })
export class WriteNoteInput extends pick(
  CaseNote,
  ['caseId', 'kind', 'visibility', 'text'],
  ['subject', 'occurredAt'],
) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'What a note should say instead; what is left out stays as it is.' })
export class CorrectNoteInput extends pick(CaseNote, [], ['kind', 'visibility', 'subject', 'text', 'occurredAt']) {}
