// A bucket: a server of its own that speaks S3's language, which a test may halt or kill in the middle of anything.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const BUCKET = 'haven-files';
const SERVER = fileURLToPath(new URL('bucket-server.mjs', import.meta.url));

export interface BucketServer {
  /** As the settings and the S3 store want it. */
  address: {
    bucket: string;
    endpoint: string;
    region: string;
    accessKeyId: string;
    secretAccessKey: string;
    pathStyle: true;
  };
  /** Where an object's bytes lie, for harming them. */
  fileOf: (path: string) => string;
  /** Parts of uploads that were neither finished nor called off. */
  halves: () => string[];
  signal: (signal: NodeJS.Signals) => void;
  end: () => void;
}

/** Starts one on an empty bucket. */
export async function startBucket(): Promise<BucketServer> {
  const folder = mkdtempSync(join(tmpdir(), 'haven-bucket-'));
  const child = spawn(process.execPath, [SERVER, folder, BUCKET], { stdio: ['ignore', 'pipe', 'inherit'] });
  const end = (): void => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    address: {
      bucket: BUCKET,
      endpoint: `http://127.0.0.1:${String(port).trim()}`,
      region: 'eu-north-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
      pathStyle: true,
    },
    fileOf: (path) => join(folder, BUCKET, `${path}._S3rver_object`),
    halves: () => {
      const uploads = join(folder, BUCKET, '._S3rver_uploads');
      return existsSync(uploads) ? readdirSync(uploads) : [];
    },
    signal: (signal) => void child.kill(signal),
    end,
  };
}
