// File kinds: what a file is by its content alone, whatever it is called.
import { fileTypeFromBuffer } from 'file-type';
import { RejectionReason } from '../file-inspection/rejection-reason.ts';
import { refuse } from './refusal.ts';
import { textKind } from './texts.ts';

/** A media type of the allow-list, or a zip container that has to be looked into. */
export type Kind = 'ZIP' | (string & {});

const IMAGES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  tif: 'image/tiff',
  heic: 'image/heic',
  avif: 'image/avif',
};

export const PROGRAMS = 'exe elf macho class wasm lnk swf deb rpm apk jar xpi crx nes chm'.split(' ');
export const ARCHIVES = 'zip rar 7z tar gz tar.gz bz2 xz lz lz4 lzh zst cab ar arj ace cpio iso dmg asar epub'.split(
  ' ',
);

const reasonOfExtension = new Map<string, RejectionReason>([
  ...PROGRAMS.map((extension) => [extension, RejectionReason.PROGRAM] as const),
  ...ARCHIVES.map((extension) => [extension, RejectionReason.ARCHIVE] as const),
  ['cfb', RejectionReason.LEGACY_OFFICE],
  ['ps', RejectionReason.SCRIPT],
  ['eps', RejectionReason.SCRIPT],
]);

const ZIP_ENTRY = Buffer.from('PK\u0003\u0004', 'latin1');
const ZIP_OTHERWISE = [Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.from('PK\u0007\u0008', 'latin1')];
const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** The stream that a modern Office file becomes when it is locked with a password. */
const LOCKED_OFFICE = Buffer.from('EncryptedPackage', 'utf16le');
const begins = (file: Buffer, mark: Buffer): boolean => file.subarray(0, mark.length).equals(mark);

/** @throws Refusal when it is nothing that is kept */
export async function kindOf(file: Buffer): Promise<Kind> {
  if (file.length === 0) refuse(RejectionReason.EMPTY);
  // A zip is taken apart by us alone, so that nothing guesses at its inside first.
  if (begins(file, ZIP_ENTRY)) return 'ZIP';
  const reason = await harmOf(file);
  if (reason) refuse(reason);
  const found = await fileTypeFromBuffer(file);
  if (found?.ext === 'pdf') return 'application/pdf';
  const image = found && IMAGES[found.ext];
  if (image) return image;
  return found && found.ext !== 'xml' ? refuse(RejectionReason.TYPE_NOT_ALLOWED) : textKind(file);
}

/** Why a file must not be kept, nor lie inside another one; undefined when its first bytes say nothing against it. */
export async function harmOf(file: Buffer): Promise<RejectionReason | undefined> {
  if ([ZIP_ENTRY, ...ZIP_OTHERWISE].some((mark) => begins(file, mark))) return RejectionReason.ARCHIVE;
  if (begins(file, OLE2))
    return file.includes(LOCKED_OFFICE) ? RejectionReason.ENCRYPTED : RejectionReason.LEGACY_OFFICE;
  const found = await fileTypeFromBuffer(file);
  return found && reasonOfExtension.get(found.ext);
}
