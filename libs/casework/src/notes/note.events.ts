// What is told of notes.
import { fact } from '@haven/platform';

export const NoteWritten = fact<{ noteId: string; caseId: string }>('note.written');
