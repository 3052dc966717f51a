// How notes are asked for.
import { listedUnder, reads, Requires, viewerMay } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { CaseNoteVersion } from './note-version.entity.js';
import { CaseNote } from './note.entity.js';
import { CorrectNoteInput, WriteNoteInput } from './note.inputs.js';
import { NotePermission } from './note.permissions.js';
import { NotesService } from './notes.service.js';

reads(CaseNote, { one: 'note', list: 'notes' });
listedUnder(() => Case, 'notes', CaseNote, 'caseId');
viewerMay(Case, 'writeNote', NotePermission.write);
listedUnder(() => CaseNote, 'versions', CaseNoteVersion, 'noteId');

@Resolver(() => CaseNote)
export class NotesResolver {
  constructor(private readonly notes: NotesService) {}

  @Requires(NotePermission.write)
  @Mutation(() => CaseNote, {
    nullable: true,
    description:
      'Writes a note in a case; a privileged one needs `note.privileged` there. Null when the asking user does not see it.',
  })
  writeNote(@Args('input', { description: 'The note to write.' }) input: WriteNoteInput): Promise<CaseNote> {
    return this.notes.write(input);
  }

  @Requires(NotePermission.write)
  @Mutation(() => CaseNote, {
    nullable: true,
    description:
      'Corrects a note: an own one, or one of others with `note.correct`. What it said before stays among its `versions`. Null when the asking user does not see it.',
  })
  correctNote(
    @Args('id', { type: () => ID, description: 'The note.' }) id: string,
    @Args('version', { type: () => Int, description: 'Version that the client saw.' }) version: number,
    @Args('input', { description: 'What it should say instead.' }) input: CorrectNoteInput,
  ): Promise<CaseNote> {
    return this.notes.correct(id, version, input);
  }
}
