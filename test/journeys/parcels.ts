// Parcels: plain HTTP routes for the journeys of routes and of slow bodies. They take streams and give answers of every kind.
import { Readable } from 'node:stream';
import { Case, CasePermission } from '@haven/casework';
import { commonErrors, defineErrors } from '@haven/kernel';
import {
  actAs,
  answerWith,
  ByTicket,
  context,
  Public,
  Repo,
  repositories,
  Requires,
  Routes,
  SignedIn,
  Transactions,
  unitOfWork,
  who,
  type Repository,
} from '@haven/platform';
import { Get, Head, Module, Param, ParseUUIDPipe, Patch, Post, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

const parcelErrors = defineErrors({
  PARCEL_TOO_HEAVY: 'The parcel is too heavy.',
  PARCEL_TAKEN: 'The parcel was taken already.',
});
answerWith({ PARCEL_TOO_HEAVY: 413 });

const FAILURES: Record<string, () => Error> = {
  forbidden: () => commonErrors.FORBIDDEN(),
  unknown: () => commonErrors.NOT_FOUND(),
  input: () =>
    commonErrors.BAD_USER_INPUT('weight: too much.', { fields: [{ field: 'weight', message: 'too much.' }] }),
  conflict: () => commonErrors.CONFLICT(),
  limited: () => commonErrors.RATE_LIMITED(),
  heavy: () => parcelErrors.PARCEL_TOO_HEAVY(),
  taken: () => parcelErrors.PARCEL_TAKEN(),
  fault: () => new Error('Юлія Щербакова has dropped it'),
};

@Routes('parcels')
export class Parcels {
  /** Called in the middle of a transaction, to be in its way. */
  static midway: () => Promise<unknown> = async () => undefined;

  constructor(
    @Repo(Case) private readonly cases: Repository<Case>,
    private readonly transactions: Transactions,
  ) {}

  @Public()
  @Get('open')
  open(): { operation: string; address?: string } {
    const { operation, address } = context();
    return { operation, address };
  }

  @SignedIn()
  @Get('mine')
  mine(): { userId: string } {
    return { userId: who().userId };
  }

  @Requires(CasePermission.close)
  @Get('cases')
  async counted(): Promise<{ cases: number; tries: number }> {
    let tries = 0;
    const cases = await this.transactions.run(async () => {
      tries++;
      const found = await this.cases.find({}, CasePermission.close, { limit: 100 });
      await Parcels.midway();
      return found.length;
    });
    return { cases, tries };
  }

  @ByTicket()
  @Get('tickets/:organization')
  async byTicket(@Param('organization', ParseUUIDPipe) organizationId: string): Promise<{ cases: number }> {
    actAs({ organizationId, userId: organizationId, stamp: 0, grants: new Map(), sees: new Set(), timeZone: 'UTC' });
    const { rows } = await this.transactions.run(() => unitOfWork().run('select count(*) from "case"'));
    return { cases: Number(rows[0]![0]) };
  }

  @Public()
  @Get('failures/:kind')
  fail(@Param('kind') kind: string): never {
    throw FAILURES[kind]!();
  }

  @Public()
  @Get('half')
  half(): StreamableFile {
    const bytes = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.alloc(100_000, 'x');
      throw new Error('The disk is gone');
    };
    return new StreamableFile(Readable.from(bytes()), { disposition: 'attachment; filename="half"', length: 200_000 });
  }
}

@Routes('uploads/trial')
export class Uploads {
  /** What a handler does before it begins to read. */
  static before: () => Promise<unknown> = async () => undefined;
  /** What broke while a body was read. */
  static readonly broken: unknown[] = [];

  @SignedIn()
  @Post()
  take(@Req() { body }: FastifyRequest): Promise<{ bytes: number }> {
    return weighed(body);
  }

  @SignedIn()
  @Patch(':id')
  async append(@Req() { body }: FastifyRequest): Promise<{ bytes: number }> {
    await Uploads.before();
    return weighed(body);
  }

  @SignedIn()
  @Head(':id')
  where(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.header('upload-offset', '7');
  }

  /** As a library does that writes the answer itself. */
  @SignedIn()
  @Post('apart')
  async apart(@Req() { body }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    reply.hijack();
    const { bytes } = await weighed(body);
    reply.raw.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ bytes }));
  }
}

async function weighed(body: unknown): Promise<{ bytes: number }> {
  if (!(body instanceof Readable)) return { bytes: -1 };
  let bytes = 0;
  try {
    for await (const chunk of body) bytes += (chunk as Buffer).length;
  } catch (error) {
    Uploads.broken.push(error);
    throw error;
  }
  return { bytes };
}

@Module({ providers: [...repositories(Case)], controllers: [Parcels, Uploads] })
export class ParcelsModule {}
