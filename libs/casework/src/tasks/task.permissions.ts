// Who may do what to tasks.
import { permissions } from '@haven/platform';

export const TaskPermission = permissions('task', {
  read: 'See tasks.',
  write: 'Make, change, assign, complete and cancel tasks.',
});
