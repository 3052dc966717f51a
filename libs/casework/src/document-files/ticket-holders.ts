// Ticket holders: whoever brings a ticket acts in the name of the session that it was given to, with what that may do now.
import { commonErrors } from '@haven/kernel';
import { AccessOffice } from '@haven/identity';
import { actAs, context, type Who } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { FileTickets, type DownloadLeave, type UploadLeave } from './file-tickets.js';

@Injectable()
export class TicketHolders {
  constructor(
    private readonly tickets: FileTickets,
    private readonly office: AccessOffice,
  ) {}

  /**
   * Lets in whoever brings leave to send a file.
   * @throws UNAUTHENTICATED for a ticket that is not ours, over, or for another upload; all of them alike
   */
  async enterUpload(authorization: string | undefined, versionId?: string): Promise<UploadLeave> {
    const [, token] = /^Bearer ([A-Za-z0-9._-]{1,300})$/i.exec(authorization ?? '') ?? [];
    const leave = token === undefined ? undefined : this.tickets.readUpload(token);
    if (!leave || (versionId !== undefined && versionId !== leave.versionId)) throw commonErrors.UNAUTHENTICATED();
    await this.enter(leave);
    return leave;
  }

  /** Lets in whoever brings leave to fetch a file. @throws NOT_FOUND for a ticket that is not ours */
  async enterDownload(token: string): Promise<DownloadLeave> {
    const leave = this.tickets.readDownload(token);
    if (!leave) throw commonErrors.NOT_FOUND();
    await this.enter(leave);
    return leave;
  }

  /** Whether the session still lives is asked with the first statement. */
  private async enter({ organizationId, userId, sessionId }: UploadLeave | DownloadLeave): Promise<void> {
    const known = async (): Promise<Who> => (await this.office.of(organizationId, userId, sessionId)).who;
    actAs(await known());
    context().askAnew = known;
  }
}
