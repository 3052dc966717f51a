// The wire: bytes to a listening server as no well-behaved client would send them.
import { connect } from 'node:net';

/** Sends the bytes as they are and answers all that comes back until the server hangs up, or is quiet for two seconds. */
export function overSocket(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((answered) => {
    const heard: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    // A server that refuses early may hang up while we are still talking.
    socket.on('error', () => socket.destroy());
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('close', () => answered(Buffer.concat(heard).toString()));
  });
}

/** A request to /graphql with these header lines besides what HTTP asks for; `connection: close` ends the talk. */
export const rawPost = (lines: string[], body: string): string =>
  ['POST /graphql HTTP/1.1', 'host: 127.0.0.1', 'connection: close', ...lines, '', body].join('\r\n');

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
