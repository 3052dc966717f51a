// How files are sent: resumable by tus 1.0.0, or whole in a form. Leave to do so is given over GraphQL.
import { defineErrors, DomainError } from '@haven/kernel';
import { answerWith, ByTicket, Routes, Transactions } from '@haven/platform';
import { Delete, Head, Headers, HttpCode, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import { MemoryLocker, Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DocumentStatus } from '../documents/document.status.js';
import { fileInForm } from './file-form.js';
import { Receiver } from './receiver.js';
import { TicketHolders } from '../document-files/ticket-holders.js';
import { CHECKSUMS, TusUpload } from './tus-upload.js';
import { UploadDesk } from './upload-desk.js';

const uploadErrors = defineErrors({
  FILE_INCOMPLETE: 'Fewer bytes came than were announced; send the file again.',
});
answerWith({ FILE_TOO_LARGE: 413, FILE_INCOMPLETE: 400 });

const PATH = '/uploads';

@Routes(PATH)
export class UploadRoutes {
  private readonly locker = new MemoryLocker();

  constructor(
    private readonly holders: TicketHolders,
    private readonly receiver: Receiver,
    private readonly desk: UploadDesk,
    private readonly transactions: Transactions,
  ) {}

  /** tus: what the server can do; says nothing of any upload. */
  @ByTicket()
  @Options(['', ':id'])
  async offer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.raw.setHeader('tus-checksum-algorithm', CHECKSUMS.join(','));
    await this.serve(request, reply, '');
  }

  /** tus creation, for clients that begin there: answers where the upload is that the ticket was given for. */
  @ByTicket()
  @Post()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { versionId } = await this.holders.enterUpload(request.headers.authorization);
    await this.serve(request, reply, versionId);
  }

  /** tus: how far the upload got. */
  @ByTicket()
  @Head(':id')
  ask(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.go(id, request, reply);
  }

  /** tus: more bytes. */
  @ByTicket()
  @Patch(':id')
  send(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.go(id, request, reply);
  }

  /** tus termination: the upload is given up. */
  @ByTicket()
  @Delete(':id')
  giveUp(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.go(id, request, reply);
  }

  /** The whole file in a form, as its only file. What an earlier try left is replaced. */
  @ByTicket()
  @Post(':id')
  @HttpCode(201)
  async sendWhole(
    @Param('id') id: string,
    @Headers('authorization') authorization: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<{ id: string; status: DocumentStatus; receivedBytes: number }> {
    await this.holders.enterUpload(authorization, id);
    const version = await this.receiver.restart(id);
    const receivedBytes = await fileInForm(request.raw, (file) => this.receiver.receive(version, file));
    if (receivedBytes !== version.bytes)
      throw uploadErrors.FILE_INCOMPLETE(undefined, { receivedBytes, announcedBytes: version.bytes });
    return { id, status: DocumentStatus.QUARANTINED, receivedBytes };
  }

  private async go(id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.holders.enterUpload(request.headers.authorization, id);
    await this.serve(request, reply, id);
  }

  /** A tus server for one request: its store knows the one upload that the ticket is for. */
  private async serve(request: FastifyRequest, reply: FastifyReply, versionId: string): Promise<void> {
    const checksum = request.headers['upload-checksum'];
    const giveUp = (): Promise<unknown> => this.transactions.run(() => this.desk.cancel(versionId));
    const server = new Server({
      path: PATH,
      datastore: new TusUpload(versionId, this.receiver, giveUp, [checksum].flat()[0]),
      locker: this.locker,
      relativeLocation: true,
      // Whether a page may ask from elsewhere is settled for all routes at once.
      allowedOrigins: [],
      allowedHeaders: ['Upload-Checksum'],
      exposedHeaders: ['Tus-Checksum-Algorithm', 'X-Request-Id'],
      namingFunction: () => versionId,
      getFileIdFromRequest: () => versionId,
      onResponseError: (_request, error) => leaveToDoor(error),
    });
    await server.handle(request.raw, reply.raw);
    reply.hijack();
  }
}

/** What the protocol has a status for it answers itself; our refusals and faults go out as those of every other route. */
function leaveToDoor(error: unknown): undefined {
  if (error instanceof DomainError || typeof (error as { status_code?: unknown }).status_code !== 'number') throw error;
  return undefined;
}
