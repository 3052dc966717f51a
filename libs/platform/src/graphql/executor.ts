// The executor: one operation from its document to its answer. Authorised first, then one transaction, compiled wherever it can be.
import { commonErrors, type DomainError } from '@haven/kernel';
import {
  execute,
  getNamedType,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { mustBeAllowed, type Who } from '../access/who.js';
import { context } from '../access/request-context.js';
import type { Seal } from '../crypto/seal.js';
import { Database } from '../database/database.js';
import { reading } from '../database/unit-of-work.js';
import { AccessChanged, TryAgain } from '../database/postgres-errors.js';
import type { Reader } from '../database/reading/reader.js';
import type { Selection } from '../database/reading/selection.js';
import { formatted, type Report } from './error-format.js';
import { idempotently } from './idempotency.js';
import { KeptQueries, type PlannedQuery } from './kept-queries.js';
import type { Operation } from './operations.js';
import { questionOf } from './questions.js';
import { readQuery } from './reads.js';
import { Conflict, type OperationState } from './resolving.js';
import { collect, selectionsOf, type Selecting } from './selections.js';
import { showsSensitive } from './sensitive-selections.js';

export interface OperationRequest {
  document: DocumentNode;
  operationName?: string | null;
  variables: Record<string, unknown>;
  requestId: string;
  /** Works out who asks; `fresh` when what was known turned out to be outdated. */
  identify: (fresh: boolean) => Promise<Who | undefined>;
  idempotencyKey?: string;
}

export interface Outcome {
  /** JSON text of the whole answer, in UTF-8 where Postgres made it. */
  body: string | Buffer;
  /** Code of the error that the answer consists of, if it holds nothing else. */
  refusal?: string;
}

interface Prepared extends Selecting {
  name: string;
  operation: OperationDefinitionNode;
  type: GraphQLObjectType;
  roots: { key: string; selection: Selection }[];
}

/** How often an operation is begun anew when it met another one or the user's access changed under it. */
const TRIES = 4;

export class Executor {
  private readonly kept = new KeptQueries();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly database: Database,
    private readonly reader: Reader,
    private readonly seal: Seal,
    private readonly report: Report,
  ) {}

  async run(request: OperationRequest): Promise<Outcome> {
    try {
      return await this.attempts(request);
    } catch (error) {
      const shown = formatted(error, request.requestId, this.report);
      return { body: JSON.stringify({ errors: [shown] }), refusal: shown.extensions.code };
    }
  }

  private async attempts(request: OperationRequest): Promise<Outcome> {
    let prepared: Prepared | undefined;
    let fresh = false;
    for (let attempt = 1; ; attempt++) {
      const who = await request.identify(fresh);
      context().who = who;
      try {
        const kept = who && this.kept.of(request, who);
        if (kept) return await this.read(who, kept);
        prepared ??= this.prepare(request);
        context().operation = prepared.name;
        this.authorise(prepared, who);
        return await this.attempt(request, prepared, who);
      } catch (error) {
        if (attempt === TRIES || !(error instanceof AccessChanged || error instanceof TryAgain)) throw error;
        fresh = error instanceof AccessChanged;
      }
    }
  }

  private prepare(request: OperationRequest): Prepared {
    const operation = getOperationAST(request.document, request.operationName);
    if (!operation) throw commonErrors.BAD_USER_INPUT('operationName names no operation of this document.');
    const { coerced, errors } = getVariableValues(this.schema, operation.variableDefinitions ?? [], request.variables, {
      maxErrors: 1,
      hideSuggestions: true,
    });
    if (errors) throw errors[0]!;
    const fragments: Record<string, FragmentDefinitionNode> = {};
    for (const each of request.document.definitions)
      if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
    const type = this.schema.getRootType(operation.operation);
    if (!type || operation.operation === OperationTypeNode.SUBSCRIPTION)
      throw commonErrors.BAD_USER_INPUT('This server has no subscriptions.');
    const selecting = { fragments, variables: coerced };
    const roots = [...collect(selecting, type, [operation.selectionSet])].map(([key, nodes]) => {
      const field = nodes[0]!.name.value;
      const definition = type.getFields()[field];
      const target = definition && getNamedType(definition.type);
      return {
        key,
        selection:
          readQuery(field) && target ? selectionOf(selecting, type, nodes) : { key, field, args: {}, children: [] },
      };
    });
    // The audit trail calls an operation by what it asks for; a client could call it anything.
    const name = [...new Set(roots.map(({ selection }) => selection.field))].join(' ');
    return { ...selecting, name, operation, type, roots };
  }

  private authorise({ operation, roots }: Prepared, who: Who | undefined): void {
    for (const { selection } of roots) {
      // Introspection belongs to the schema, and the door refuses it in production.
      if (selection.field.startsWith('__')) continue;
      const requirement = this.operations.get(`${operation.operation}.${selection.field}`)?.requirement;
      if (!requirement) throw commonErrors.FORBIDDEN();
      if (requirement === 'public') continue;
      if (!who) throw commonErrors.UNAUTHENTICATED();
      if (requirement !== 'signed-in') mustBeAllowed(who, requirement.permission);
    }
  }

  private async attempt(request: OperationRequest, prepared: Prepared, who: Who | undefined): Promise<Outcome> {
    const { operation, roots } = prepared;
    const compiled =
      operation.operation === OperationTypeNode.QUERY && roots.every(({ selection }) => readQuery(selection.field));
    if (compiled && who) {
      const query = this.planned(prepared, who);
      this.kept.keep(request, who, query);
      return this.read(who, query);
    }
    const state: OperationState = { selecting: prepared, reader: this.reader, withheld: new Set() };
    if (!who) return this.finished(await this.execute(request, prepared, state), request, state);
    const mutation = operation.operation === OperationTypeNode.MUTATION;
    const mode = mutation ? { readOnly: false } : reading(showsSensitive(this.schema, prepared));
    try {
      const result = await this.database.within(who, mode, (work) => {
        const deed = (): Promise<ExecutionResult> => this.execute(request, prepared, state);
        return mutation ? idempotently(work, this.seal, request.idempotencyKey, prepared, state, deed) : deed();
      });
      return this.finished(result, request, state);
    } catch (error) {
      if (error instanceof Conflict && error.question) throw await this.withCurrentState(who, error);
      throw error;
    }
  }

  private planned({ name, roots }: Prepared, who: Who): PlannedQuery {
    const planned = roots.map(({ key, selection }) => {
      const question = questionOf(readQuery(selection.field)!, selection.args, selection.children);
      return { key, ...this.reader.planned(who, question) };
    });
    return { operation: name, roots: planned };
  }

  /** Every root field is a compiled read: no resolver runs and the JSON that Postgres made goes out as it is. */
  private async read(who: Who, { operation, roots }: PlannedQuery): Promise<Outcome> {
    context().operation = operation;
    const readings =
      roots.length === 1
        ? [await this.reader.alone(who, roots[0]!)]
        : await this.database.within(who, reading(roots.some(({ plan }) => plan.traced)), async (work) => {
            const all = [];
            for (const root of roots) all.push(await this.reader.within(work, root));
            return all;
          });
    const data = readings.flatMap(({ json }, index) => [`${index > 0 ? ',' : ''}"${roots[index]!.key}":`, ...json]);
    const withheld = new Set(readings.flatMap((reading) => [...reading.withheld]));
    return { body: inUtf8(['{"data":{', ...data, `}${extensions(withheld)}}`]) };
  }

  private async execute(
    request: OperationRequest,
    prepared: Prepared,
    state: OperationState,
  ): Promise<ExecutionResult> {
    const result = await execute({
      schema: this.schema,
      document: request.document,
      operationName: request.operationName,
      variableValues: request.variables,
      contextValue: state,
    });
    for (const { originalError } of result.errors ?? [])
      if (originalError instanceof AccessChanged || originalError instanceof TryAgain) throw originalError;
    // A change is whole or not at all: one failed field undoes its siblings.
    if (prepared.operation.operation === OperationTypeNode.MUTATION && result.errors) throw causeOf(result.errors[0]!);
    return result;
  }

  private finished(result: ExecutionResult, request: OperationRequest, { withheld }: OperationState): Outcome {
    const errors = result.errors?.map((error) => formatted(error, request.requestId, this.report));
    const refusal = errors && !result.data ? errors[0]?.extensions.code : undefined;
    const tail = withheld.size > 0 ? { extensions: { withheld: [...withheld].sort() } } : {};
    return {
      body: JSON.stringify({
        ...(errors && { errors }),
        ...(result.data !== undefined && { data: result.data }),
        ...tail,
      }),
      refusal,
    };
  }

  /** The state that won, read as an operation of its own so that the showing is in the audit trail though the change is undone. */
  private async withCurrentState(who: Who, conflict: Conflict): Promise<DomainError> {
    const { json } = await this.reader.alone(who, this.reader.planned(who, conflict.question!));
    return commonErrors.CONFLICT(conflict.message, { current: JSON.parse(json.join('')) as unknown });
  }
}

/** Written piece by piece: joined, one name in another script would make two bytes of every character, to be read over once more. */
function inUtf8(pieces: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0));
  let at = 0;
  for (const piece of pieces) at += bytes.write(piece, at);
  return bytes;
}

const causeOf = (error: GraphQLError): unknown =>
  error.originalError instanceof Conflict ? error.originalError : error;

function selectionOf(
  selecting: Selecting,
  type: GraphQLObjectType,
  nodes: Parameters<typeof selectionsOf>[2],
): Selection {
  const [selection] = selectionsOf(selecting, type, [
    { kind: Kind.FIELD, name: nodes[0]!.name, selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
  ]);
  return selection!;
}

const extensions = (withheld: ReadonlySet<string>): string =>
  withheld.size > 0 ? `,"extensions":{"withheld":${JSON.stringify([...withheld].sort())}}` : '';
