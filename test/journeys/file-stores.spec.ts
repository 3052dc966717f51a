// The stores of files as the apps have them: light on memory, and missed without taking everything else along.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { withLogin } from '@haven/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBucket, type BucketServer } from '../stage/bucket.js';
import { filesFolder, keyringUrl, rootKey, rootKeyFile } from '../stage/servers.js';
import { stage, type Stage } from '../stage/stage.js';

const LONG = 120_000;
const MOST_MEBIBYTES = 64;

let bucket: BucketServer;
let scene: Stage;
let onBucket: Record<string, string>;

beforeAll(async () => {
  bucket = await startBucket();
  const { address } = bucket;
  onBucket = {
    FILES_FOLDER: '',
    S3_BUCKET: address.bucket,
    S3_ENDPOINT: address.endpoint,
    S3_REGION: address.region,
    S3_ACCESS_KEY_ID: address.accessKeyId,
    S3_SECRET_ACCESS_KEY: address.secretAccessKey,
    S3_PATH_STYLE: 'on',
  };
  scene = await stage(onBucket);
});

afterAll(() => bucket.end());

describe('a file of 200 MiB', () => {
  it.each(['folder', 'bucket'])(
    'goes into a %s and comes back without being held in memory',
    async (kind) => {
      const child = spawn(
        process.execPath,
        ['--import', './test/stage/run-typescript.mjs', 'test/journeys/file-weight.worker.ts'],
        {
          env: {
            PATH: process.env.PATH,
            DATABASE_URL: withLogin(scene.adminUrl, 'haven_worker', await rootKey()),
            KEYRING_URL: keyringUrl(),
            ROOT_KEY_FILE: rootKeyFile(),
            ...(kind === 'bucket' ? onBucket : { FILES_FOLDER: filesFolder() }),
          },
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      );
      let said = '';
      child.stdout.on('data', (chunk) => (said += String(chunk)));
      await once(child, 'close');
      expect(JSON.parse(said).grown).toBeLessThan(MOST_MEBIBYTES);
    },
    LONG,
  );
});

describe('an app whose bucket is gone', () => {
  it('is degraded and goes on', async () => {
    const ready = async () => {
      const reply = await scene.app.inject({ url: '/ready' });
      return { status: reply.statusCode, ...reply.json<{ parts: Record<string, string> }>().parts };
    };
    expect(await ready()).toEqual({ status: 200, database: 'ok', keyring: 'ok', files: 'ok' });
    bucket.signal('SIGKILL');
    expect(await ready()).toEqual({ status: 200, database: 'ok', keyring: 'ok', files: 'degraded' });
  });
});
