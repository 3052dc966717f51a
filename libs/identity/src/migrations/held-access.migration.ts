// Held access: a change holds on to its session and access until it ends, and a user's sessions are no longer without number.
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SessionEnd } from '../sessions/session.entity.js';

export class HeldAccess1700000005000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const ends = Object.values(SessionEnd).map((end) => `'${end}'`);
    await runner.query('alter table session drop constraint session_end_reason_check');
    await runner.query(
      `alter table session add constraint session_end_reason_check check (end_reason in (${ends.join(', ')}))`,
    );
    await this.renewEnter(runner);
  }

  /**
   * Whoever takes access away waits for changes that are under way with it, so that nothing is written after it is gone.
   * HV401: the session is over. HV409: the user's access changed since the caller worked it out.
   */
  private async renewEnter(runner: QueryRunner): Promise<void> {
    const held = `select u.access_stamp into current_stamp
            from "session" s join "user" u on u.organization_id = s.organization_id and u.id = s.user_id
            where s.organization_id = org and s.id = ses and s.user_id = usr
              and s.ended_at is null and s.expires_at > statement_timestamp() and u.active`;
    await runner.query(`create or replace function enter(org uuid, usr uuid, ses uuid, stamp integer, read_only boolean, relaxed boolean) returns void
      language plpgsql as $$
      declare current_stamp integer;
      begin
        execute format('set local app.organization_id = %L', org);
        if ses is not null then
          if read_only or relaxed then
            ${held};
          else
            ${held} for share;
          end if;
          if current_stamp is null then raise exception 'session ended' using errcode = 'HV401'; end if;
          if current_stamp <> stamp then raise exception 'access changed' using errcode = 'HV409'; end if;
        end if;
        if relaxed then set local synchronous_commit = off; end if;
        if read_only then set local transaction_read_only = on; end if;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
