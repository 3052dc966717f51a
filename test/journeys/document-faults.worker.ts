// A worker in a process of its own that does what there is to do in an organisation, and dies before the step it is told, as when the power fails.
import { Files, Relay, Settings, Transactions } from '@haven/platform';
import { createWorker } from '../../apps/worker/src/worker.js';

const [organizationId, last] = [process.env['ORGANIZATION']!, Number(process.env['LAST_STEP'])];
let steps = 0;

/** Counts a step before it is made. */
function die<T extends object>(type: { prototype: T }, ...methods: (keyof T & string)[]): void {
  for (const method of methods) {
    const deed = type.prototype[method] as (...args: unknown[]) => unknown;
    Object.assign(type.prototype, {
      [method](this: T, ...args: unknown[]): unknown {
        if (++steps === last) process.kill(process.pid, 'SIGKILL');
        return deed.apply(this, args);
      },
    });
  }
}
die(Transactions, 'run');
die(Files, 'write', 'read', 'remove');

const worker = await createWorker(Settings.from(process.env));
await worker.init();
const relay = worker.get(Relay);
for (let more = true; more;) {
  const short = await relay.deliver(organizationId);
  more = (await relay.deliver(organizationId, 'long')) || short;
}
await worker.close();
