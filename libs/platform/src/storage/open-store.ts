// Which store: a bucket where the settings name one, and their folder otherwise.
import type { Settings } from '../config/settings.js';
import { DiskStore } from './disk-store.js';
import type { ObjectStore } from './object-store.js';

/** @throws StoreUnavailable when the folder cannot be used; a bucket is not asked before it is needed */
export async function openStore(settings: Settings): Promise<ObjectStore> {
  const bucket = settings.get('S3_BUCKET');
  if (bucket === undefined) return DiskStore.open(settings.get('FILES_FOLDER')!);
  // Whoever has a folder does not load the client of a bucket: it takes longer than everything else.
  const { S3Store } = await import('./s3-store.js');
  const endpoint = settings.get('S3_ENDPOINT');
  return new S3Store({
    bucket,
    region: settings.get('S3_REGION'),
    accessKeyId: settings.get('S3_ACCESS_KEY_ID')!,
    secretAccessKey: settings.get('S3_SECRET_ACCESS_KEY')!,
    pathStyle: settings.get('S3_PATH_STYLE'),
    ...(endpoint !== undefined && { endpoint }),
  });
}
