// The sign-in trail: what is written into the audit trail about signing in and out, and about tries that failed.
import { AuditAction, Database, Events, Keyring, Telemetry, unitOfWork, writeEvent, type Fact } from '@haven/platform';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { stranger } from '../access/access.js';

@Injectable()
export class SignInTrail implements OnModuleDestroy {
  private readonly pending = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly keyring: Keyring,
    private readonly events: Events,
    private readonly telemetry: Telemetry,
  ) {}

  /** Writes an event about a session or a user, as part of the operation under way. */
  async note(action: AuditAction, record: { type: 'Session' | 'User'; id: string }, reason?: string): Promise<void> {
    const work = unitOfWork();
    const keySubject = work.who.organizationId;
    const keys = await this.keyring.load(keySubject, [keySubject]);
    await writeEvent(work, { action, record, subjects: [], classes: [], reason, keySubject, keys });
  }

  /** Writes down that a known user was refused. The refusal does not wait for it, or its time would tell that there is such a user. */
  refused({ organizationId, userId }: { organizationId: string; userId: string }, reason: string, fact?: Fact): void {
    const writing = this.database
      .within(stranger(organizationId, userId), { readOnly: false }, async () => {
        await this.note(AuditAction.DENY, { type: 'User', id: userId }, reason);
        if (fact) await this.events.tell(fact);
      })
      .catch((error: unknown) => this.telemetry.report(error))
      .finally(() => this.pending.delete(writing));
    this.pending.add(writing);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.pending);
  }
}
