// Open tasks keep a case open. The case does not know its tasks: it asks whoever has registered.
import { Repo, type Repository } from '@haven/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ClosingGuards } from '../cases/case.events.js';
import { caseErrors } from '../cases/case.rules.js';
import { Task } from './task.entity.js';
import { UNFINISHED } from './task.rules.js';

@Injectable()
export class OpenTasks implements OnModuleInit {
  constructor(
    @Repo(Task) private readonly tasks: Repository<Task>,
    private readonly guards: ClosingGuards,
  ) {}

  onModuleInit(): void {
    // Whoever closes the case may not see all of its tasks; they count all the same.
    this.guards.register(async (caseId) => {
      const open = await this.tasks.count({ caseId, status: UNFINISHED });
      return open > 0 ? caseErrors.CASE_HAS_OPEN_TASKS(undefined, { openTasks: open }) : null;
    });
  }
}
