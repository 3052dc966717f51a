// The driver: joins Nest's code-first schema with the generated lists, guards it and opens the door.
import { Inject, Injectable } from '@nestjs/common';
import { AbstractGraphQLDriver, TypeMetadataStorage, type GqlModuleOptions } from '@nestjs/graphql';
import type { FastifyInstance } from 'fastify';
import { extendSchema, lexicographicSortSchema, parse, printSchema, type GraphQLSchema } from 'graphql';
import { Identifier } from '../access/identifier.js';
import { Settings } from '../config/settings.js';
import { Keyring } from '../crypto/keyring.js';
import { Seal } from '../crypto/seal.js';
import { Database } from '../database/database.js';
import { Reader } from '../database/reading/reader.js';
import { Telemetry } from '../telemetry/telemetry.js';
import { describeConventions } from './conventions.js';
import { openDoor } from './door.js';
import { errorCodeSdl, type Report } from './error-format.js';
import { Executor } from './executor.js';
import { serveExplorer } from './explorer.js';
import { ABOUT_MUTATIONS, Idempotency } from './idempotency.js';
import { DocumentStore } from './limits/document-store.js';
import { listSdl } from './list-sdl.js';
import { operationsOf, type Operation } from './operations.js';
import { equip } from './resolving.js';

@Injectable()
export class HavenDriver extends AbstractGraphQLDriver<GqlModuleOptions> {
  @Inject() private readonly database: Database;
  @Inject() private readonly reader: Reader;
  @Inject() private readonly seal: Seal;
  @Inject() private readonly keyring: Keyring;
  @Inject() private readonly identifier: Identifier;
  @Inject() private readonly settings: Settings;
  @Inject() private readonly telemetry: Telemetry;

  schema: GraphQLSchema;
  operations: ReadonlyMap<string, Operation>;

  /** The schema as clients see it, sorted, for schema.graphql. */
  printed(): string {
    return printSchema(lexicographicSortSchema(this.schema));
  }

  async start(options: GqlModuleOptions): Promise<void> {
    const declared = options.schema ?? (await this.generateSchema(options));
    if (!declared) throw new Error('The nouns made no schema');
    this.schema = extendSchema(declared, parse(`${listSdl(declared)}\n${errorCodeSdl()}`), { assumeValidSDL: false });
    Object.assign(this.schema.getMutationType() ?? {}, { description: ABOUT_MUTATIONS });
    describeConventions(this.schema);
    this.operations = operationsOf(this.schema);
    const inputs = new Map(TypeMetadataStorage.getInputTypesMetadata().map(({ name, target }) => [name, target]));
    equip(this.schema, (name) => inputs.get(name));
    const report: Report = (error, requestId) => this.telemetry.report(error, requestId);
    const fastify = this.httpAdapterHost.httpAdapter.getInstance<FastifyInstance>();
    const path = options.path ?? '/graphql';
    const idempotency = new Idempotency(this.operations, this.seal, this.keyring);
    openDoor(fastify, {
      path,
      executor: new Executor(this.schema, this.operations, this.database, this.reader, idempotency, report),
      documents: new DocumentStore(this.schema, { introspection: !this.settings.production }),
      identifier: this.identifier,
      report,
      observe: (seen) => this.telemetry.observe(seen),
    });
    if (!this.settings.production) serveExplorer(fastify, path);
  }

  async stop(): Promise<void> {}
}
