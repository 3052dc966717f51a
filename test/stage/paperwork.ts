// Paperwork: sending files to Haven and fetching them, as clients do over real connections.
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Relay } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Actor, Anything } from './actor.js';
import type { Stage } from './stage.js';

const ADD = `mutation ($input: AddDocumentInput!) { addDocument(input: $input) { url token expiresAt document { id version } file { id } } }`;
const STATE = `query ($id: ID!) { document(id: $id) { version status versions { nodes { id number status mediaType bytes receivedBytes pages rejection previewable current sameAs { id } } } } }`;
const OPEN = `mutation ($id: ID!, $rendition: FileRendition!, $number: Int) { openDocument(documentId: $id, rendition: $rendition, number: $number) { url mediaType bytes expiresAt } }`;

export interface Ticket {
  url: string;
  token: string;
  document: { id: string; version: number };
  file: { id: string };
}

/** The stage's API on a port of its own. */
export class Paperwork {
  private constructor(
    readonly scene: Stage,
    readonly base: string,
  ) {}

  static async of(scene: Stage): Promise<Paperwork> {
    await scene.app.listen(0, '127.0.0.1');
    const { port } = scene.app.getHttpServer().address() as AddressInfo;
    return new Paperwork(scene, `http://127.0.0.1:${port}`);
  }

  /** Leave to send a file for a new document. */
  async ticket(actor: Actor, applicantId: string, file: Anything, more: Anything = {}): Promise<Ticket> {
    const input = { applicantId, kind: 'BY_PASSPORT', file, ...more };
    return (await actor.ask(ADD, { input })).addDocument as Ticket;
  }

  /** One tus request. */
  tus(
    { url, token }: Pick<Ticket, 'url' | 'token'>,
    method: string,
    headers: Record<string, string> = {},
    body?: Uint8Array,
  ): Promise<Response> {
    return fetch(this.base + url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'tus-resumable': '1.0.0',
        ...(method === 'PATCH' && { 'content-type': 'application/offset+octet-stream' }),
        ...headers,
      },
      ...(body && { body: body as BodyInit }),
    });
  }

  /** Sends a file whole, from where the upload stands. */
  async send(ticket: Ticket, bytes: Uint8Array, offset = 0): Promise<Response> {
    return this.tus(ticket, 'PATCH', { 'upload-offset': String(offset) }, bytes.subarray(offset));
  }

  /** A document whose file has arrived. */
  async arrived(actor: Actor, applicantId: string, fileName: string, bytes: Uint8Array, more: Anything = {}) {
    const ticket = await this.ticket(actor, applicantId, { fileName, bytes: bytes.length }, more);
    const sent = await this.send(ticket, bytes);
    if (sent.status !== 204) throw new Error(`Not sent: ${sent.status} ${await sent.text()}`);
    return ticket;
  }

  async state(actor: Actor, id: string): Promise<Anything> {
    return (await actor.ask(STATE, { id })).document;
  }

  async open(actor: Actor, id: string, rendition = 'CONTENT', number?: number): Promise<Anything> {
    return (await actor.ask(OPEN, { id, rendition, number })).openDocument;
  }

  fetch({ url }: { url: string }, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.base + url, { headers });
  }

  async content(actor: Actor, id: string, rendition = 'CONTENT'): Promise<Buffer> {
    const response = await this.fetch(await this.open(actor, id, rendition));
    return Buffer.from(await response.arrayBuffer());
  }
}

/** Lets a worker do all that there is to do in an organisation. */
export async function workThrough(worker: NestFastifyApplication, organizationId: string): Promise<void> {
  const relay = worker.get(Relay);
  for (let more = true; more;) {
    const short = await relay.deliver(organizationId);
    const long = await relay.deliver(organizationId, 'long');
    more = short || long;
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
