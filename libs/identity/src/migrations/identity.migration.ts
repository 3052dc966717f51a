// Identity's tables, and enter(): how an operation tells Postgres who asks.
import { APP, choice, protectTable, RECORD_COLUMNS, reference, WORKER } from '@haven/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { InterfaceLanguage } from '../organizations/organization.entity.js';
import { SessionEnd } from '../sessions/session.entity.js';
import { UserKind } from '../users/user.entity.js';

export class Identity1700000001000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table organization (${RECORD_COLUMNS},
      name text not null,
      time_zone text not null,
      ${choice('default_language', InterfaceLanguage)},
      working_days text[] not null,
      holiday_country text,
      check (id = organization_id))`);
    await protectTable(runner, 'organization', { may: ['select', 'insert', 'update'] });

    await runner.query(`create table team (${RECORD_COLUMNS},
      name text not null,
      parent_id uuid,
      unique (organization_id, name),
      ${reference('parent_id', 'team')})`);
    await protectTable(runner, 'team', { may: ['select', 'insert', 'update'] });

    await runner.query(`create table "user" (${RECORD_COLUMNS},
      name bytea not null,
      email bytea not null,
      email_index text not null,
      ${choice('kind', UserKind)},
      ${choice('language', InterfaceLanguage, true)},
      active boolean not null,
      access_stamp integer not null,
      invitation integer not null,
      unique (organization_id, email_index))`);
    await protectTable(runner, 'user', { may: ['select', 'insert', 'update'] });

    await runner.query(`create table membership (${RECORD_COLUMNS},
      user_id uuid not null,
      role text not null,
      team_id uuid,
      valid_from date not null,
      valid_until date check (valid_until >= valid_from - 1),
      ${reference('user_id', 'user')},
      ${reference('team_id', 'team')})`);
    await runner.query('create index membership_user on membership (organization_id, user_id)');
    await protectTable(runner, 'membership', { may: ['select', 'insert', 'update'] });

    await runner.query(`create table session (${RECORD_COLUMNS},
      user_id uuid not null,
      device bytea,
      last_used_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at timestamptz,
      ${choice('end_reason', SessionEnd, true)},
      refresh_count integer not null,
      ${reference('user_id', 'user')})`);
    await runner.query('create index session_of_user on session (organization_id, user_id, id)');
    await protectTable(runner, 'session', { may: ['select', 'insert', 'update'] });

    // A reference table: an e-mail address is unique over all tenants and is looked up before anyone is known.
    // It holds a blind index of the address and a password hash, nothing that names anybody.
    await runner.query(`create table sign_in (
      email_index bytea primary key,
      organization_id uuid not null,
      user_id uuid not null unique,
      password_hash text not null,
      failures integer not null default 0,
      locked_until timestamptz)`);
    await runner.query(`grant select, insert, update on sign_in to ${APP}, ${WORKER}`);

    await this.makeEnter(runner);
  }

  /**
   * One call at the head of every operation. SET LOCAL in EXECUTE rather than set_config: it also holds on the workers of a distributed Postgres.
   * HV401: the session is over. HV409: the user's access changed since the caller worked it out.
   */
  private async makeEnter(runner: QueryRunner): Promise<void> {
    await runner.query(`create function enter(org uuid, usr uuid, ses uuid, stamp integer, read_only boolean, relaxed boolean) returns void
      language plpgsql as $$
      declare current_stamp integer;
      begin
        execute format('set local app.organization_id = %L', org);
        if ses is not null then
          select u.access_stamp into current_stamp
            from "session" s join "user" u on u.organization_id = s.organization_id and u.id = s.user_id
            where s.organization_id = org and s.id = ses and s.user_id = usr
              and s.ended_at is null and s.expires_at > statement_timestamp() and u.active;
          if current_stamp is null then raise exception 'session ended' using errcode = 'HV401'; end if;
          if current_stamp <> stamp then raise exception 'access changed' using errcode = 'HV409'; end if;
        end if;
        if relaxed then set local synchronous_commit = off; end if;
        if read_only then set local transaction_read_only = on; end if;
      end $$`);
    await runner.query(
      `grant execute on function enter(uuid, uuid, uuid, integer, boolean, boolean) to ${APP}, ${WORKER}`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Haven goes forward only: restore a backup instead');
  }
}
