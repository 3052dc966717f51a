// File tickets: sealed texts that say who may send or fetch what. A client cannot make or alter one.
import { isId, now } from '@haven/kernel';
import { Seal } from '@haven/platform';
import { Injectable } from '@nestjs/common';

/** Leave to send the bytes of one version, in the name of a session. */
export interface UploadLeave {
  organizationId: string;
  userId: string;
  sessionId: string;
  versionId: string;
  expiresAt: Date;
}

/** Leave to fetch: which row of `download_ticket` says what and until when, and in the name of which session. */
export interface DownloadLeave {
  organizationId: string;
  userId: string;
  sessionId: string;
  ticketId: string;
}

const UPLOAD = 'upload ticket';
const DOWNLOAD = 'download ticket';

@Injectable()
export class FileTickets {
  constructor(private readonly seal: Seal) {}

  writeUpload({ organizationId, userId, sessionId, versionId, expiresAt }: UploadLeave): string {
    return this.sealed(UPLOAD, [organizationId, userId, sessionId, versionId, String(expiresAt.getTime())]);
  }

  /** What a ticket says; undefined when we did not write it, or it has ended. */
  readUpload(token: string): UploadLeave | undefined {
    const [organizationId, userId, sessionId, versionId, until] = this.opened(UPLOAD, token, 5) ?? [];
    const expiresAt = new Date(Number(until));
    if (!versionId || !(expiresAt > now())) return undefined;
    return { organizationId: organizationId!, userId: userId!, sessionId: sessionId!, versionId, expiresAt };
  }

  writeDownload({ organizationId, userId, sessionId, ticketId }: DownloadLeave): string {
    return this.sealed(DOWNLOAD, [organizationId, userId, sessionId, ticketId]);
  }

  readDownload(token: string): DownloadLeave | undefined {
    const [organizationId, userId, sessionId, ticketId] = this.opened(DOWNLOAD, token, 4) ?? [];
    return ticketId ? { organizationId: organizationId!, userId: userId!, sessionId: sessionId!, ticketId } : undefined;
  }

  private sealed(label: string, parts: readonly string[]): string {
    const text = parts.join('.');
    return `${text}.${this.seal.sign(label, text)}`;
  }

  private opened(label: string, token: string, count: number): string[] | undefined {
    const end = token.lastIndexOf('.');
    const text = token.slice(0, Math.max(end, 0));
    if (!this.seal.verify(label, text, token.slice(end + 1))) return undefined;
    const parts = text.split('.');
    return parts.length === count && isId(parts[0]!) ? parts : undefined;
  }
}
