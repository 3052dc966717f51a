// Writes a large file and reads it back, in a process of its own, and says by how much that made the process grow.
import { setInterval } from 'node:timers';
import { randomUUID } from 'node:crypto';
import { Files, Keyring, PlatformModule, Settings } from '@haven/platform';
import { NestFactory } from '@nestjs/core';

const BYTES = 200 * 1024 ** 2;
const MEBIBYTE = 1024 ** 2;

const app = await NestFactory.createApplicationContext(PlatformModule.for(Settings.from(process.env)), {
  logger: false,
});
const files = app.get(Files);
const [organizationId, subjectId] = [randomUUID(), randomUUID()];
await app.get(Keyring).createOrganization(organizationId);
await app.get(Keyring).createSubjects(organizationId, [subjectId]);

async function* bytes(size: number): AsyncGenerator<Buffer, void> {
  for (let sent = 0; sent < size; sent += 65_536) yield Buffer.alloc(65_536, sent);
}

async function thereAndBack(size: number): Promise<void> {
  const written = await files.write(organizationId, subjectId, bytes(size));
  let read = 0;
  for await (const piece of (await files.read({ ...written, organizationId, subjectId }))!) read += piece.length;
  if (read !== size) throw new Error(`${read} bytes came back.`);
  await files.remove(written.object);
}

// Before the engine clears buffers away it lets some 64 MiB of them lie, whatever flows; that is to have happened before.
await thereAndBack(BYTES / 2);
const before = process.memoryUsage.rss();
let most = before;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
const begun = performance.now();
await thereAndBack(BYTES);
clearInterval(watch);
const grown = Math.round((most - before) / MEBIBYTE);
console.log(JSON.stringify({ grown, milliseconds: Math.round(performance.now() - begun) }));
await app.close();
