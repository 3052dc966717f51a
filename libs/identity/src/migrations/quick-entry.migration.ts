// Quick entry: every operation enters by this function, so it asks Postgres to read as little text as possible.
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class QuickEntry1700000011000 implements MigrationInterface {
  /**
   * As before, but settings are set by an expression: a SET inside a function, and an EXECUTE even more, is a statement of its own, read anew each time.
   * HV401: the session is over. HV409: the user's access changed since the caller worked it out.
   */
  async up(runner: QueryRunner): Promise<void> {
    const held = `select u.access_stamp into current_stamp
            from "session" s join "user" u on u.organization_id = s.organization_id and u.id = s.user_id
            where s.organization_id = org and s.id = ses and s.user_id = usr
              and s.ended_at is null and s.expires_at > statement_timestamp() and u.active`;
    await runner.query(`create or replace function enter(org uuid, usr uuid, ses uuid, stamp integer, read_only boolean, relaxed boolean) returns void
      language plpgsql as $$
      declare
        current_stamp integer;
        told text := set_config('app.organization_id', org::text, true);
      begin
        if ses is not null then
          if read_only or relaxed then
            ${held};
          else
            ${held} for share;
          end if;
          if current_stamp is null then raise exception 'session ended' using errcode = 'HV401'; end if;
          if current_stamp <> stamp then raise exception 'access changed' using errcode = 'HV409'; end if;
        end if;
        if relaxed then told := set_config('synchronous_commit', 'off', true); end if;
        if read_only then told := set_config('transaction_read_only', 'on', true); end if;
      end $$`);
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
