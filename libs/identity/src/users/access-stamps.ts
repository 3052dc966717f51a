// Access stamps: raising one makes Postgres refuse what was worked out before, so that a change of access holds at the next operation.
// They are marks of freshness and no content: neither the audit trail nor the record's version tells of them.
import { unitOfWork } from '@haven/platform';
import { Injectable } from '@nestjs/common';

@Injectable()
export class AccessStamps {
  /** What one user may do has changed. */
  async raiseOf(userId: string): Promise<void> {
    await unitOfWork().run('update "user" set access_stamp = access_stamp + 1 where organization_id = $1 and id = $2', [
      unitOfWork().who.organizationId,
      userId,
    ]);
  }

  /** The tree of teams has changed: everyone who holds a role for a team may reach others now. */
  async raiseOfTeams(): Promise<void> {
    await unitOfWork().run(
      `update "user" set access_stamp = access_stamp + 1 where organization_id = $1
         and id in (select user_id from membership where organization_id = $1 and team_id is not null)`,
      [unitOfWork().who.organizationId],
    );
  }

  /** Something about the whole organisation has changed, such as when its days begin. */
  async raiseOfAll(): Promise<void> {
    await unitOfWork().run('update "user" set access_stamp = access_stamp + 1 where organization_id = $1', [
      unitOfWork().who.organizationId,
    ]);
  }
}
