// Kept originals: whether an organisation keeps pictures as they came.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeptOriginals1700000008500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table organization add column keeps_originals boolean not null default false');
    await runner.query('alter table organization alter column keeps_originals drop default');
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
