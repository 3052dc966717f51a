// The identifier: works out who sends a request. The identity library provides it; the doors only know this name.
import type { IncomingHttpHeaders } from 'node:http';
import type { Who } from './who.js';

export interface Caller {
  headers: IncomingHttpHeaders;
  /** Address the request came from, after trusted proxies. */
  address: string;
}

export abstract class Identifier {
  /**
   * Who asks; undefined without credentials.
   * @param fresh access is worked out anew, because what was known turned out to be outdated
   * @throws UNAUTHENTICATED when credentials came along and are not valid
   */
  abstract identify(caller: Caller, fresh: boolean): Promise<Who | undefined>;
}
