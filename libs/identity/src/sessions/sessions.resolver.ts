// How sessions are asked for and ended. Everyone sees their own: `sessions` answers within the reach of session.read.
import { reads, Requires, SignedIn, who } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Session, SessionEnd } from './session.entity.js';
import { SessionPermission } from './session.permissions.js';
import { SessionsService } from './sessions.service.js';

reads(Session, { one: 'session', list: 'sessions' });

@Resolver(() => Session)
export class SessionsResolver {
  constructor(private readonly sessions: SessionsService) {}

  @SignedIn()
  @Mutation(() => Boolean, { description: 'Ends the session that asks. Its tokens are refused from now on.' })
  async signOut(): Promise<boolean> {
    await this.sessions.signOut();
    return true;
  }

  @Requires(SessionPermission.end)
  @Mutation(() => Session, {
    nullable: true,
    description: 'Ends a session. Its tokens are refused from now on. Needs `session.end`.',
  })
  endSession(@Args('id', { type: () => ID }) id: string): Promise<Session> {
    return this.sessions.endOne(id);
  }

  @SignedIn()
  @Mutation(() => Int, {
    description: 'Ends all sessions of the asking user but the one that asks, and answers how many there were.',
  })
  endOtherSessions(): Promise<number> {
    const { userId, sessionId } = who();
    return this.sessions.endAll(userId, SessionEnd.ENDED_BY_USER, sessionId);
  }
}
