// A file in a form: the one file of a multipart/form-data request, as a stream.
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { badInput, commonErrors } from '@haven/kernel';

/** Fields beside the file are of no use to anybody here; a few are borne with, since browsers' forms send some. */
const LIMITS = { files: 1, fields: 20, fieldSize: 10_000, headerPairs: 50 };

/**
 * Hands the file on while it comes.
 * @returns what `take` makes of it
 * @throws BAD_USER_INPUT when there is no form or no file in it, or a second one
 */
export async function fileInForm<T>(request: IncomingMessage, take: (file: Readable) => Promise<T>): Promise<T> {
  const form = openForm(request);
  let taken: Promise<T> | undefined;
  let crowded = false;
  form.on('file', (name: string, file: Readable) => {
    if (taken || name !== 'file') return void file.resume();
    const handedOn = file.pipe(new PassThrough());
    file.once('error', (error) => handedOn.destroy(error));
    taken = take(handedOn);
    // Whoever throws before the file is over leaves the rest unread: the request is let run out.
    taken.catch(() => file.unpipe(handedOn).resume());
  });
  form.on('filesLimit', () => (crowded = true));
  try {
    await pipeline(request, form);
  } catch (error) {
    await taken?.catch(() => undefined);
    throw request.destroyed && !request.complete
      ? commonErrors.BAD_USER_INPUT('The request broke off.')
      : unread(error);
  }
  if (!taken) throw badInput('file', 'Send the file as the field `file` of the form.');
  const result = await taken;
  if (crowded) throw badInput('file', 'Send one file at a time.');
  return result;
}

function openForm({ headers }: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({ headers: headers as { 'content-type': string }, limits: LIMITS });
  } catch (error) {
    throw unread(error);
  }
}

const unread = (error: unknown): Error =>
  commonErrors.BAD_USER_INPUT(error instanceof Error ? `The form cannot be read: ${error.message}` : undefined);
