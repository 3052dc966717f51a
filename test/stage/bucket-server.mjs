// The bucket's server: `node bucket-server.mjs folder bucket` says the port that it listens on.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';

const [folder, bucket] = process.argv.slice(2);
const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  // It signs the path of a bucket without the slash that the client ends it with. Who asks must be known all the same.
  allowMismatchedSignatures: true,
  directory: folder,
  configureBuckets: [{ name: bucket }],
});
// The one thing that it does not know: an upload that is called off.
server.middleware.unshift(async (context, next) => {
  const { uploadId } = context.query;
  if (context.method !== 'DELETE' || !/^[0-9a-f]+$/.test(uploadId ?? '')) return next();
  await rm(join(folder, bucket, '._S3rver_uploads', uploadId), { recursive: true });
  context.status = 204;
});
const { port } = await server.run();
process.stdout.write(`${port}\n`);
