// What is told of tasks.
import { fact } from '@haven/platform';

export const TaskAssigned = fact<{ taskId: string; caseId: string; assigneeId: string }>('task.assigned');
export const TaskCompleted = fact<{ taskId: string; caseId: string }>('task.completed');
