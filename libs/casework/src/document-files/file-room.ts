// File room: how many bytes of files an organisation keeps, and how many it may.
import { unitOfWork } from '@haven/platform';
import { documentErrors } from '../documents/document.rules.js';

export const MEGABYTE = 1_048_576;
export const GIGABYTE = 1024 * MEGABYTE;

/**
 * Takes room for a file that is about to come, for the operation under way: who comes at the same moment waits, so that two files
 * do not share the last room.
 * @param quota bytes that an organisation may keep unless its row says otherwise
 * @throws FILE_QUOTA_EXCEEDED
 */
export async function takeRoom(bytes: number, quota: number): Promise<void> {
  const { who } = unitOfWork();
  await unitOfWork().run('insert into "file_room" (organization_id, bytes) values ($1, 0) on conflict do nothing', [
    who.organizationId,
  ]);
  const { touched } = await unitOfWork().run(
    'update "file_room" set bytes = bytes + $2 where organization_id = $1 and bytes + $2 <= coalesce(quota, $3)',
    [who.organizationId, bytes, quota],
  );
  if (touched === 0) throw documentErrors.FILE_QUOTA_EXCEEDED();
}

/** Says that a file turned out smaller or larger than the room taken for it, or is gone. */
export async function adjustRoom(bytes: number): Promise<void> {
  const { who } = unitOfWork();
  await unitOfWork().run('update "file_room" set bytes = greatest(bytes + $2, 0) where organization_id = $1', [
    who.organizationId,
    bytes,
  ]);
}
