// Sorted lists: the orders in which caseworkers look at their cases find an index.
import { rankSql } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CasePriority } from '../cases/case.entity.js';

export class SortedLists1700000006000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index case_due on "case" (organization_id, due_on, id)');
    await runner.query(
      `create index case_priority on "case" (organization_id, (${rankSql('priority', CasePriority)}), id)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
