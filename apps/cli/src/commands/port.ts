// The port: whether it is free is asked before anything is started for it.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Fault } from './fault.js';

export interface Address {
  host: string;
  port: number;
}

/** @throws Fault when something listens there already, or the machine does not let us */
export async function mustBeFree({ host, port }: Address): Promise<void> {
  const listener = createServer();
  try {
    await once(listener.listen({ host, port, exclusive: true }), 'listening');
  } catch (error) {
    throw portFault(error, { host, port });
  }
  await once(listener.close(), 'close');
}

/** What to say when listening failed. */
export function portFault(error: unknown, { host, port }: Address): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new Fault(
        `Port ${port} is taken, perhaps by a Haven that runs already. Stop it, or choose another port: PORT=${port + 1} npm start`,
      );
    case 'EACCES':
      return new Fault(`Port ${port} is not for ordinary users. Choose another one: PORT=3000 npm start`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Fault(`HOST=${host} is no address of this machine.`);
    default:
      return error;
  }
}
