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

export interface Trickled {
  answer: string;
  /** From the first byte until the server hung up. */
  milliseconds: number;
}

/** Sends the pieces one after the other with a pause before each but the first, and then nothing more; waits until the server hangs up. */
export function trickle(port: number, pieces: readonly string[], pauseMs: number): Promise<Trickled> {
  return new Promise((answered) => {
    const heard: Buffer[] = [];
    const waiting = [...pieces];
    const begun = performance.now();
    const socket = connect(port, '127.0.0.1', () => socket.write(waiting.shift()!));
    const sending = setInterval(() => waiting.length > 0 && socket.write(waiting.shift()!), pauseMs);
    socket.on('data', (chunk: Buffer) => heard.push(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearInterval(sending);
      answered({ answer: Buffer.concat(heard).toString(), milliseconds: performance.now() - begun });
    });
  });
}

/** A request to /graphql with these header lines besides what HTTP asks for; `connection: close` ends the talk. */
export const rawPost = (lines: string[], body: string): string =>
  ['POST /graphql HTTP/1.1', 'host: 127.0.0.1', 'connection: close', ...lines, '', body].join('\r\n');

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
