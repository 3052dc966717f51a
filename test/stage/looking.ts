// Looking into files: the inspection as tests ask it, on bytes that they have in hand.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inspect, reencode } from '../../libs/casework/src/file-inspection/inspection.js';
import type { InspectionLimits, Verdict } from '../../libs/casework/src/file-inspection/verdict.js';

const PIECE = 65_536;

/** Bytes in pieces, as they come from a store. */
export function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}

const DECLARED: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  tif: 'image/tiff',
  heic: 'image/heic',
  avif: 'image/avif',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  txt: 'text/plain',
  csv: 'text/csv',
};

/** @param fileName its ending decides what is declared, unless that is given */
export function look(
  bytes: Buffer | string,
  fileName: string,
  declared?: string,
  limits?: InspectionLimits,
): Promise<Verdict> {
  const mediaType = declared ?? DECLARED[fileName.split('.').at(-1)!] ?? 'application/octet-stream';
  return inspect(Readable.from(piecesOf(Buffer.from(bytes))), { fileName, mediaType }, limits);
}

/** What an image becomes. @throws with the reason when it is refused */
export async function anew(bytes: Buffer, mediaType: string): Promise<{ mediaType: string; bytes: Buffer }> {
  const made = await reencode(Readable.from(piecesOf(bytes)), mediaType);
  if (!made.accepted) throw new Error(made.reason);
  return { mediaType: made.mediaType, bytes: await buffer(made.content) };
}
