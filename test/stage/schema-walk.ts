// The schema walk: turns every operation of the schema into something that can be sent, so that what is tried is never typed by hand.
import { recordOf, records, type HavenDriver, type Operation } from '@haven/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLModule } from '@nestjs/graphql';
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';

export type Field = GraphQLField<unknown, unknown>;
/** A value for an ID; `record` is the type of record that it should name, `path` where it stands. */
export type IdFor = (record: string, path: string) => string;

/** Texts that pass the checks of the fields of these names; 'x' passes the others. */
const FITTING: Record<string, string> = {
  'AddIdentityDocumentInput.kind': 'BY_PASSPORT',
  'AddDocumentInput.kind': 'BY_PASSPORT',
  fileName: 'x.pdf',
  kinds: 'PASSPORT',
  basis: 'TEMPORARY_PROTECTION',
  sector: 'SHELTER',
  country: 'LT',
  simCountry: 'LT',
  issuingCountry: 'BY',
  email: 'x@example.org',
  password: 'a long enough phrase',
  newPassword: 'a long enough phrase',
  role: 'partner',
  timeZone: 'Europe/Vilnius',
  outcome: 'RESOLVED',
  'CloseCaseInput.reason': 'GOALS_ACHIEVED',
  'DeclineCaseInput.reason': 'NO_CAPACITY',
  'CreateTaskInput.dueOn': '2060-01-01',
  value: '+37060000000',
};
const SCALARS: Record<string, unknown> = {
  Int: 1,
  Boolean: false,
  Date: '2024-05-06',
  DateTime: '2024-05-06T07:08:09Z',
  PartialDate: '1987',
};
/** What an input needs beside its required fields before the service looks at anything. */
const ALSO: Record<string, readonly string[]> = {
  PersonNameInput: ['given'],
  AddNameInput: ['given'],
  AddNeedInput: ['sector'],
  CreateTaskInput: ['dueOn'],
};
const LIST_SIZE = 3;

export const driverOf = (app: NestFastifyApplication): HavenDriver =>
  app.get<GraphQLModule<HavenDriver>>(GraphQLModule, { strict: false }).graphQlAdapter;

export const isRecord = (type: string): boolean => records().some(({ name }) => name === type);
export const named = (type: GraphQLOutputType): GraphQLObjectType | undefined => {
  const found = getNamedType(type);
  return isObjectType(found) ? found : undefined;
};
/** Name of the records that a connection lists. */
export const listedIn = (field: Field): string | undefined =>
  /^(\w+)Connection$/.exec(getNamedType(field.type).name)?.[1];

export class SchemaWalk {
  constructor(private readonly driver: HavenDriver) {}

  operations(kind?: Operation['kind']): Operation[] {
    return [...this.driver.operations.values()].filter((each) => !kind || each.kind === kind);
  }

  field({ kind, field }: Pick<Operation, 'kind' | 'field'>): Field {
    const root = kind === 'query' ? this.driver.schema.getQueryType() : this.driver.schema.getMutationType();
    return root!.getFields()[field]!;
  }

  /** Everything of an output type down to so many levels of records: leaves, references and lists. */
  selection(type: GraphQLOutputType, levels: number): string {
    const object = named(type);
    if (!object) return '';
    const parts = Object.values(object.getFields()).flatMap((field) => this.part(object, field, levels));
    return parts.length > 0 ? `{ ${parts.join(' ')} }` : '{ __typename }';
  }

  private part(parent: GraphQLObjectType, field: Field, levels: number): string[] {
    const inner = named(field.type);
    if (!inner) return [field.name];
    if (field.name === 'edges') return ['edges { cursor }'];
    const below = isRecord(inner.name) && parent.name.endsWith('Connection') ? levels : levels - 1;
    if (below < 0) return [];
    const sized = field.args.some(({ name }) => name === 'first') ? `(first: ${LIST_SIZE})` : '';
    return [`${field.name}${sized} ${this.selection(field.type, below)}`];
  }

  /** The text of an operation on one field with all its arguments as variables. */
  document(kind: Operation['kind'], field: Field, args: readonly GraphQLArgument[], levels: number): string {
    const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const given = args.map(({ name }) => `${name}: $${name}`).join(', ');
    return `${kind} Walk${declared && `(${declared})`} { ${field.name}${given && `(${given})`} ${this.selection(field.type, levels)} }`;
  }

  /** The least that a field can be sent with; optional ids are sent, too. */
  operands(field: Field, idFor: IdFor): Record<string, unknown> {
    const owner = named(field.type)?.name ?? '';
    const entries = field.args
      .filter(({ type }) => isNonNullType(type) || getNamedType(type).name === 'ID')
      .map(({ name, type }) => [name, this.value(type, name, owner, idFor, name)]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }

  /** Where ids stand in what a field is sent, such as `input.teamId`. */
  idPaths(field: Field): string[] {
    const paths: string[] = [];
    this.operands(field, (_record, path) => {
      paths.push(path);
      return '';
    });
    return paths;
  }

  private value(type: GraphQLInputType, name: string, owner: string, idFor: IdFor, path: string): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, name, owner, idFor, path);
    if (isListType(type)) return [this.value(type.ofType, name, owner, idFor, path)];
    if (isEnumType(type)) return type.getValues()[0]!.name;
    if (isInputObjectType(type)) {
      const wanted = Object.values(type.getFields()).filter(
        (each) =>
          isRequiredInputField(each) ||
          (getNamedType(each.type).name === 'ID' && each.name !== 'id') ||
          ALSO[type.name]?.includes(each.name),
      );
      return Object.fromEntries(
        wanted.map((each) => [
          each.name,
          FITTING[`${type.name}.${each.name}`] ??
            this.value(each.type, each.name, owner, idFor, `${path}.${each.name}`),
        ]),
      );
    }
    if (type.name === 'ID') return idFor(this.recordMeant(name, owner), path);
    return SCALARS[type.name] ?? FITTING[name] ?? 'x';
  }

  /** `teamId` means a team, whether somewhere refers to one or not; `id` a record of the type that the field answers with; who else is named is a user. */
  private recordMeant(name: string, owner: string): string {
    if (name === 'id') return isRecord(owner) ? owner : 'User';
    const noun = name.replace(/Ids?$/, '');
    const reference = records().flatMap((record) => record.fields.filter((each) => each.target && each.name === noun));
    if (reference[0]) return recordOf(reference[0].target!()).name;
    return records().find(({ name: type }) => type.toLowerCase() === noun.toLowerCase())?.name ?? 'User';
  }
}
