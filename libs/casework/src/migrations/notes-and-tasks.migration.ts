// Tables of notes and tasks.
import { choice, protectTable, RECORD_COLUMNS, reference } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NoteKind } from '../notes/note.entity.js';
import { NoteVisibility } from '../notes/note.visibility.js';
import { TaskOrigin, TaskPriority, TaskStatus } from '../tasks/task.entity.js';

export class NotesAndTasks1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await this.makeNotes(runner);
    await this.makeVersions(runner);
    await this.makeTasks(runner);
  }

  private async makeNotes(runner: QueryRunner): Promise<void> {
    await runner.query(`create table case_note (${RECORD_COLUMNS},
      case_id uuid not null,
      applicant_id uuid not null,
      ${choice('kind', NoteKind)},
      ${choice('visibility', NoteVisibility)},
      subject bytea,
      text bytea not null,
      occurred_at timestamptz not null,
      author_id uuid not null,
      corrected_by_id uuid,
      ${reference('case_id', 'case')},
      ${reference('applicant_id', 'applicant')},
      ${reference('author_id', 'user')},
      ${reference('corrected_by_id', 'user')})`);
    await runner.query('create index case_note_case on case_note (organization_id, case_id, occurred_at, id)');
    await runner.query('create index case_note_occurred on case_note (organization_id, occurred_at, id)');
    await runner.query('create index case_note_author on case_note (organization_id, author_id, occurred_at, id)');
    await protectTable(runner, 'case_note', { may: ['select', 'insert', 'update'] });
  }

  private async makeVersions(runner: QueryRunner): Promise<void> {
    await runner.query(`create table case_note_version (${RECORD_COLUMNS},
      note_id uuid not null,
      case_id uuid not null,
      applicant_id uuid not null,
      author_id uuid not null,
      number integer not null check (number > 0),
      ${choice('kind', NoteKind)},
      ${choice('visibility', NoteVisibility)},
      subject bytea,
      text bytea not null,
      occurred_at timestamptz not null,
      editor_id uuid not null,
      written_at timestamptz not null,
      unique (organization_id, note_id, number),
      ${reference('note_id', 'case_note')},
      ${reference('case_id', 'case')},
      ${reference('applicant_id', 'applicant')},
      ${reference('author_id', 'user')},
      ${reference('editor_id', 'user')})`);
    // What was said cannot be unsaid: no update, no delete.
    await protectTable(runner, 'case_note_version', { may: ['select', 'insert'] });
  }

  private async makeTasks(runner: QueryRunner): Promise<void> {
    await runner.query(`create table task (${RECORD_COLUMNS},
      case_id uuid not null,
      applicant_id uuid not null,
      title bytea not null,
      description bytea,
      assignee_id uuid,
      team_id uuid not null,
      delegated boolean not null,
      due_on date not null,
      ${choice('priority', TaskPriority)},
      ${choice('status', TaskStatus)},
      ${choice('origin', TaskOrigin)},
      completed_at timestamptz,
      outcome bytea,
      check ((status = 'DONE') = (completed_at is not null)),
      ${reference('case_id', 'case')},
      ${reference('applicant_id', 'applicant')},
      ${reference('assignee_id', 'user')},
      ${reference('team_id', 'team')})`);
    await runner.query('create index task_due on task (organization_id, due_on, id)');
    await runner.query('create index task_assignee on task (organization_id, assignee_id, due_on, id)');
    await runner.query('create index task_team on task (organization_id, team_id, due_on, id)');
    await runner.query('create index task_case on task (organization_id, case_id, due_on, id)');
    await protectTable(runner, 'task', { may: ['select', 'insert', 'update'] });
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
