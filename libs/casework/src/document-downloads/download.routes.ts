// How files are fetched: once, by a ticket that was given over GraphQL.
import { badInput, defineErrors } from '@haven/kernel';
import { answerWith, ByTicket, Routes, Transactions, type ByteRange } from '@haven/platform';
import { Get, Headers, Query, Res } from '@nestjs/common';
import { create as contentDisposition } from 'content-disposition';
import type { FastifyReply } from 'fastify';
import { DownloadsService } from './downloads.service.js';
import { FileShelf } from '../document-files/file-shelf.js';
import { TicketHolders } from '../document-files/ticket-holders.js';

const downloadErrors = defineErrors({
  FILE_RANGE: 'The file has no such bytes, or several ranges were asked for at once.',
});
answerWith({ FILE_RANGE: 416 });

/** A browser saves it and runs nothing of it, whatever it is. */
const HARMLESS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  'accept-ranges': 'bytes',
};

@Routes('/downloads')
export class DownloadRoutes {
  constructor(
    private readonly holders: TicketHolders,
    private readonly downloads: DownloadsService,
    private readonly shelf: FileShelf,
    private readonly transactions: Transactions,
  ) {}

  @ByTicket()
  @Get()
  async fetch(
    @Query('ticket') ticket: unknown,
    @Headers('range') asked: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (typeof ticket !== 'string') throw badInput('ticket', 'Give the ticket as `openDocument` gave it.');
    const { ticketId } = await this.holders.enterDownload(ticket);
    const { file, applicantId, fileName } = await this.transactions.run(() => this.downloads.redeem(ticketId));
    const range = rangeOf(asked, file.bytes);
    const { start, end } = range ?? { start: 0, end: file.bytes };
    const stream = await this.shelf.read(file, applicantId, range);
    await reply
      .status(range ? 206 : 200)
      .headers({
        ...HARMLESS,
        'content-type': file.mediaType,
        'content-length': end - start,
        'content-disposition': contentDisposition(fileName, { type: 'attachment' }),
        ...(range && { 'content-range': `bytes ${start}-${end - 1}/${file.bytes}` }),
      })
      .send(stream);
  }
}

/**
 * The bytes that a Range header asks for (RFC 9110, 14.1.2); undefined for all of them, as for a unit that nobody knows.
 * @throws FILE_RANGE
 */
export function rangeOf(header: string | undefined, bytes: number): ByteRange | undefined {
  if (header === undefined || !/^\s*bytes\s*=/i.test(header)) return undefined;
  const [, from, to] = /^\s*bytes\s*=\s*(\d{0,15})\s*-\s*(\d{0,15})\s*$/i.exec(header) ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) throw outside(bytes);
  const start = from === '' ? Math.max(bytes - Number(to), 0) : Number(from);
  const end = from === '' || to === '' ? bytes : Math.min(Number(to) + 1, bytes);
  if (start >= end) throw outside(bytes);
  return { start, end };
}

const outside = (bytes: number): Error => downloadErrors.FILE_RANGE(undefined, { bytes });
