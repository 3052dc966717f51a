// What is done with sessions: opened, refreshed, ended. All of it belongs to the operation under way.
import { now } from '@haven/kernel';
import { AuditAction, Events, Repo, Settings, who, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { SignInTrail } from '../sign-in/sign-in-trail.js';
import { User } from '../users/user.entity.js';
import { Session, SessionEnd } from './session.entity.js';
import { SessionTokenReused } from './session.events.js';
import { SessionPermission } from './session.permissions.js';
import { Refreshing, refreshing } from './session.rules.js';

const DAY_MS = 86_400_000;
/** Open sessions of one user. */
const MOST_OPEN = 50;
/** More than there can be, with those that nobody has ended though their time was over. */
const MOST = 1_000;

@Injectable()
export class SessionsService {
  constructor(
    @Repo(Session) private readonly sessions: Repository<Session>,
    @Repo(User) private readonly users: Repository<User>,
    private readonly trail: SignInTrail,
    private readonly events: Events,
    private readonly settings: Settings,
  ) {}

  /** A new session; undefined when the user is switched off. Of too many the one that was used longest ago makes room. */
  async open(userId: string, device: string | undefined): Promise<Session | undefined> {
    if (!(await this.isActive(userId))) return undefined;
    await this.makeRoom(userId);
    const session = await this.sessions.add({
      userId,
      device,
      lastUsedAt: now(),
      expiresAt: this.expiry(),
      refreshCount: 0,
    });
    await this.trail.note(AuditAction.SIGN_IN, { type: 'Session', id: session.id });
    return session;
  }

  /** The session that a refresh token keeps alive; undefined when it does not. A copied token ends the session. */
  async refresh(id: string, number: number, device: string | undefined): Promise<Session | undefined> {
    const [session] = await this.sessions.find({ id }, 'unscoped', { limit: 1, lock: true });
    if (!session || !(await this.isActive(session.userId))) return undefined;
    switch (refreshing(session, number, device, now())) {
      case Refreshing.OVER:
        return undefined;
      case Refreshing.SAME:
        return session;
      case Refreshing.REUSED:
        await this.end(session, SessionEnd.TOKEN_REUSED);
        await this.trail.note(AuditAction.DENY, { type: 'Session', id }, 'refresh token reused');
        await this.events.tell(SessionTokenReused({ sessionId: id, userId: session.userId }));
        return undefined;
      case Refreshing.NEXT:
        Object.assign(session, { refreshCount: session.refreshCount + 1, lastUsedAt: now(), expiresAt: this.expiry() });
        return this.sessions.save(session);
    }
  }

  /** Ends the session that asks. */
  async signOut(): Promise<void> {
    const { sessionId, userId } = who();
    const own = { id: sessionId ?? '', userId, endedAt: null };
    const [session] = sessionId ? await this.sessions.find(own, 'unscoped', { limit: 1, lock: true }) : [];
    if (!session) return;
    await this.end(session, SessionEnd.SIGNED_OUT);
    await this.trail.note(AuditAction.SIGN_OUT, { type: 'Session', id: session.id });
  }

  /** Ends a session of one's own, or of anybody for those who may. One that is over stays as it is. */
  async endOne(id: string): Promise<Session> {
    const session = await this.sessions.one(id, SessionPermission.end);
    const reason = session.userId === who().userId ? SessionEnd.ENDED_BY_USER : SessionEnd.ENDED_BY_ADMIN;
    return session.endedAt ? session : this.end(session, reason);
  }

  /** Ends a user's sessions, but for the one named. @returns how many there were */
  async endAll(userId: string, reason: SessionEnd, except?: string): Promise<number> {
    const open = await this.sessions.find({ userId, endedAt: null }, 'unscoped', { limit: MOST, lock: true });
    const others = open.filter(({ id, expiresAt }) => id !== except && expiresAt > now());
    for (const session of others) await this.end(session, reason);
    return others.length;
  }

  /** So that there are never more than can be ended at once: a password that changes must end them all. */
  private async makeRoom(userId: string): Promise<void> {
    if ((await this.sessions.count({ userId, endedAt: null })) < MOST_OPEN) return;
    const open = await this.sessions.find({ userId, endedAt: null }, 'unscoped', { limit: MOST, lock: true });
    const newest = open
      .filter(({ expiresAt }) => expiresAt > now())
      .sort((one, other) => other.lastUsedAt.getTime() - one.lastUsedAt.getTime())
      .slice(0, MOST_OPEN - 1);
    for (const session of open) if (!newest.includes(session)) await this.end(session, SessionEnd.CROWDED_OUT);
  }

  private end(session: Session, endReason: SessionEnd): Promise<Session> {
    return this.sessions.save(Object.assign(session, { endedAt: now(), endReason }));
  }

  private async isActive(userId: string): Promise<boolean> {
    return (await this.users.count({ id: userId, active: true })) === 1;
  }

  private expiry(): Date {
    return new Date(now().getTime() + this.settings.get('SESSION_DAYS') * DAY_MS);
  }
}
