// Resolving: what happens around the resolvers that features write. Arguments are checked before, records are read back by the compiler after.
import { DomainError } from '@haven/kernel';
import {
  defaultFieldResolver,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import { may } from '../access/who.js';
import type { Question } from '../database/reading/plan.js';
import type { Reader } from '../database/reading/reader.js';
import { unitOfWork } from '../database/unit-of-work.js';
import { StaleVersion } from '../database/writing/repository.js';
import { recordNamed, type RecordTraits } from '../model/traits.js';
import { checkedArguments, type InputClasses } from './input-check.js';
import { PagePlace } from './page-place.js';
import { questionOf } from './questions.js';
import { readQuery } from './reads.js';
import { selectionsOf, type Selecting } from './selections.js';

interface AskedTogether {
  ids: Set<string>;
  answers: Promise<Record<string, unknown>>;
}

/** What one GraphQL operation carries through its resolvers. */
export interface OperationState {
  selecting: Selecting;
  reader: Reader;
  withheld: Set<string>;
  /** Records that are about to be asked for together, by where they stand. */
  batches?: Map<string, AskedTogether>;
  /** Ids of the records that an earlier run of the same request answered with, by response key: nothing is done again. */
  replay?: Record<string, string | null>;
  /** Ids of the records that this run answers with. */
  answered?: Record<string, string | null>;
}

/** A stale version, with the question that shows the state that won. */
export class Conflict extends DomainError {
  constructor(
    stale: StaleVersion,
    readonly question?: Question,
  ) {
    super(stale.code, stale.message);
  }
}

type Args = { [name: string]: unknown };
type Resolver = GraphQLFieldResolver<unknown, OperationState, Args>;

/** Puts checks and compiled reading around every field of the schema that needs them. */
export function equip(schema: GraphQLSchema, classes: InputClasses): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const compiled = isCompiled(type);
    for (const field of Object.values(type.getFields())) {
      if (compiled)
        // Records and their pages come from the compiler, keyed by what the client called each field; a service's page info does not.
        field.resolve = (source, _args, _state, info) =>
          (source as Record<string, unknown>)[source instanceof PagePlace ? field.name : String(info.path.key)];
      else
        field.resolve = equipped(
          schema,
          type,
          field as GraphQLField<unknown, OperationState>,
          classes,
        ) as GraphQLFieldResolver<unknown, unknown>;
    }
  }
}

/** Whether objects of this type come from the compiler. */
function isCompiled(type: GraphQLObjectType): boolean {
  const base = type.name.replace(/(Connection|Edge|ViewerCan)$/, '');
  return (
    type.name === 'PageInfo' ||
    recordNamed(type.name) !== undefined ||
    (base !== type.name && recordNamed(base) !== undefined)
  );
}

function equipped(
  schema: GraphQLSchema,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, OperationState>,
  classes: InputClasses,
): Resolver {
  const query = parent === schema.getQueryType() ? readQuery(field.name) : undefined;
  const record = recordNamed(getNamedType(field.type).name);
  if (query) {
    return async (_source, args, state, info) => {
      const selection = selectionsOf(state.selecting, namedObject(field), info.fieldNodes);
      return answer(state, questionOf(query, args, selection));
    };
  }
  const original: Resolver = field.resolve ?? defaultFieldResolver;
  const plain: Resolver = (source, args, state, info) =>
    original(source, field.args.length > 0 ? checkedArguments(field.args, args, classes) : args, state, info);
  if (!record || listed(field)) return plain;
  return async (source, args, state, info) => {
    const key = String(info.path.key);
    const question = (id: string): Question => ({
      record,
      permission: record.read,
      id,
      selection: selectionsOf(state.selecting, namedObject(field), info.fieldNodes),
    });
    const root = parent === schema.getMutationType();
    let id = root ? state.replay?.[key] : undefined;
    if (id === undefined) id = await made(() => plain(source, args, state, info), record, question);
    if (root && state.answered) state.answered[key] = id;
    if (id === null) return null;
    // A root field answers at once: what comes after it may change what it shows.
    return root
      ? answer(state, question(id))
      : together(state, `${parent.name}.${field.name}`, info.path, question(id));
  };
}

async function made(
  deed: () => unknown,
  record: RecordTraits,
  question: (id: string) => Question,
): Promise<string | null> {
  try {
    const result = (await deed()) as { id: string } | null | undefined;
    return result?.id ?? null;
  } catch (error) {
    if (error instanceof StaleVersion)
      throw new Conflict(error, error.record === record ? question(error.id) : undefined);
    throw error;
  }
}

/**
 * Records that stand in the items of a list, such as who did each thing in a history, are asked for together: one statement, however long the
 * list is. As in compiled reads, what the asking user has no permission to read is left out and named as withheld.
 */
async function together(state: OperationState, field: string, path: Path, question: Question): Promise<unknown> {
  if (!may(unitOfWork().who, question.permission)) {
    state.withheld.add(field);
    return null;
  }
  const place = placeOf(path);
  const batches = (state.batches ??= new Map<string, AskedTogether>());
  let batch = batches.get(place);
  if (!batch) {
    const ids = new Set<string>();
    const answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      batches.delete(place);
      return answer(state, { ...question, id: undefined, ids: [...ids] }) as Promise<Record<string, unknown>>;
    });
    batches.set(place, (batch = { ids, answers }));
  }
  batch.ids.add(question.id!);
  return (await batch.answers)[question.id!] ?? null;
}

/** Where a field stands, the same for every item of a list. */
function placeOf(path: Path | undefined): string {
  if (!path) return '';
  return typeof path.key === 'number' ? placeOf(path.prev) : `${placeOf(path.prev)}.${path.key}`;
}

async function answer(state: OperationState, question: Question): Promise<unknown> {
  const work = unitOfWork();
  const { json, withheld } = await state.reader.within(work, state.reader.planned(work.who, question));
  withheld.forEach((each) => state.withheld.add(each));
  return JSON.parse(json.join('')) as unknown;
}

const namedObject = (field: GraphQLField<unknown, OperationState>): GraphQLObjectType =>
  getNamedType(field.type) as GraphQLObjectType;
const listed = ({ type }: GraphQLField<unknown, OperationState>): boolean =>
  isListType(isNonNullType(type) ? type.ofType : type);
