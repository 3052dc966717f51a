// Who may do what to notes.
import { permissions } from '@haven/platform';

export const NotePermission = permissions('note', {
  read: 'See the notes of cases; restricted and privileged ones only where more is granted.',
  write: 'Write notes, and correct the own ones.',
  correct: 'Correct notes that others wrote.',
  restricted: 'See restricted notes of others.',
  privileged: 'See and write notes covered by legal privilege.',
});
