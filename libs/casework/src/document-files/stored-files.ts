// Stored files: which object of the store holds what, each with its wrapped key. A row is there before its object comes and until after
// its object is gone, so that whatever a crash leaves behind is found by its row.
import { now } from '@haven/kernel';
import { unitOfWork } from '@haven/platform';

export enum Rendition {
  /** A piece in which the file arrived; several of them, one after the other, are the file. */
  PART = 'PART',
  CONTENT = 'CONTENT',
  PREVIEW = 'PREVIEW',
  /** The picture as it came, with all that it says of camera and place. */
  ORIGINAL = 'ORIGINAL',
}

/** COMING: its bytes are being written, and nobody may count on them. GOING: nothing needs it any more, its object is to be removed. */
export type Standing = 'COMING' | 'KEPT' | 'GOING';

export interface StoredFile {
  /** Name of the object in the store. */
  objectId: string;
  versionId: string;
  rendition: Rendition;
  /** Where a part begins in the file. */
  atByte: number;
  /** Size of the plaintext. */
  bytes: number;
  mediaType: string;
  wrappedKey: Buffer;
}

const COLUMNS = "object_id, version_id, rendition, at_byte, bytes, media_type, encode(wrapped_key, 'hex')";

const read = ([objectId, versionId, rendition, atByte, bytes, mediaType, key]: readonly (
  string | null
)[]): StoredFile => ({
  objectId: objectId!,
  versionId: versionId!,
  rendition: rendition as Rendition,
  atByte: Number(atByte),
  bytes: Number(bytes),
  mediaType: mediaType!,
  wrappedKey: Buffer.from(key!, 'hex'),
});

/** All of these are part of the operation under way. */
const run = (text: string, ...values: unknown[]) =>
  unitOfWork().run(text, [unitOfWork().who.organizationId, ...values]);

/** Says that an object is about to be written. */
export async function expectFile(file: StoredFile): Promise<void> {
  const { objectId, versionId, rendition, atByte, bytes, mediaType, wrappedKey } = file;
  await run(
    `insert into "stored_file" (organization_id, object_id, version_id, rendition, at_byte, bytes, media_type, wrapped_key, standing, since)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'COMING', $9)`,
    ...[objectId, versionId, rendition, atByte, bytes, mediaType, wrappedKey, now()],
  );
}

/**
 * Says that an object is there, whole, and of how many bytes.
 * @throws when it was let go or swept away meanwhile: its bytes may be gone, though its row is still there
 */
export async function keepFile(objectId: string, bytes: number): Promise<void> {
  const { touched } = await run(
    `update "stored_file" set standing = 'KEPT', bytes = $3, since = $4
       where organization_id = $1 and object_id = $2 and standing = 'COMING'`,
    ...[objectId, bytes, now()],
  );
  if (touched === 0) throw new Error('The file was swept away while it was written');
}

/** Says of files of a version that nothing needs them any more. */
export async function letGo(versionId: string, renditions: readonly Rendition[]): Promise<void> {
  await run(
    `update "stored_file" set standing = 'GOING', since = $4
       where organization_id = $1 and version_id = $2 and rendition = any($3::text[])`,
    ...[versionId, renditions, now()],
  );
}

/** The files of a version that are there, parts in their order. */
export async function filesOf(versionId: string, rendition: Rendition): Promise<StoredFile[]> {
  const { rows } = await run(
    `select ${COLUMNS} from "stored_file" where organization_id = $1 and version_id = $2 and rendition = $3 and standing = 'KEPT' order by at_byte`,
    ...[versionId, rendition],
  );
  return rows.map(read);
}

/** Objects that nobody counts on: on their way out, or begun before `before` and never finished. */
export async function leftOver(before: Date, limit: number): Promise<string[]> {
  const { rows } = await run(
    `select object_id from "stored_file" where organization_id = $1 and (standing = 'GOING' or standing = 'COMING' and since < $2) order by since limit ${limit}`,
    before,
  );
  return rows.map(([id]) => id!);
}

/** Forgets files whose objects are gone. */
export async function forgetFiles(objectIds: readonly string[]): Promise<void> {
  await run('delete from "stored_file" where organization_id = $1 and object_id = any($2::uuid[])', objectIds);
}
