// Event details: what an event says beyond who and when, opened for those who may read it.
import { Keyring, unitOfWork, type KeyRequest } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import type { KeptEvent } from './audit-page.js';

/** What an event's details hold, as the platform writes them. */
export interface EventDetails {
  changes?: Record<string, { from?: unknown; to?: unknown }>;
  reason?: string;
  /** Where the request came from. */
  address?: string;
}

export interface OpenedEvents {
  /** By the event's id; nothing for an event about a person who has been erased. */
  details: ReadonlyMap<string, EventDetails | undefined>;
  keys: KeyRequest;
}

@Injectable()
export class EventOpener {
  constructor(private readonly keyring: Keyring) {}

  /** Opens the details of a page of events; the keyring is asked once, however many people they are about. */
  async opened(events: readonly KeptEvent[]): Promise<OpenedEvents> {
    const { organizationId } = unitOfWork().who;
    const subjects = new Set([organizationId, ...events.map(({ keySubjectId }) => keySubjectId)]);
    const keys = await this.keyring.load(organizationId, [...subjects]);
    return { details: new Map(events.map((event) => [event.id, detailsOf(event, keys)])), keys };
  }
}

function detailsOf({ id, keySubjectId, details }: KeptEvent, keys: KeyRequest): EventDetails | undefined {
  const place = { table: 'audit_event', column: 'details', rowId: id, subjectId: keySubjectId };
  const text = keys.decrypt(place, details);
  return text === null ? undefined : (JSON.parse(text) as EventDetails);
}
