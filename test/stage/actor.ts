// An actor: someone who asks Haven over GraphQL, as a client would.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface GraphqlError {
  message: string;
  locations?: { line: number; column: number }[];
  path?: (string | number)[];
  extensions: { code: string; requestId: string; [key: string]: unknown };
}

export interface Answer<T = Record<string, unknown>> {
  status: number;
  data?: T | null;
  errors?: GraphqlError[];
  extensions?: { withheld?: string[] };
}

// Tests read answers of many shapes; what they find there is what they assert.
export type Anything = ReturnType<typeof JSON.parse>;

export class Actor {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly token?: string,
    readonly who: { organizationId: string; userId: string } = { organizationId: '', userId: '' },
  ) {}

  /** Sends an operation and answers whatever comes back. */
  async send(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer<Anything>> {
    const response = await this.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: {
        'content-type': 'application/json',
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...headers,
      },
      payload: JSON.stringify({ query, variables }),
    });
    return { status: response.statusCode, ...response.json<Omit<Answer, 'status'>>() };
  }

  /** Sends an operation that must succeed, and answers its data. */
  async ask(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Anything> {
    const { data, errors } = await this.send(query, variables, headers);
    if (errors) throw new Error(`Refused: ${JSON.stringify(errors)}`);
    return data;
  }

  /** Sends an operation that must be refused, and answers the code. */
  async refusal(
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<string> {
    const { errors } = await this.send(query, variables, headers);
    if (!errors) throw new Error('It was not refused');
    return errors[0]!.extensions.code;
  }
}
