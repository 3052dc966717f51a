// List types: connections, filters and orders, generated from the marks on the fields and printed as SDL.
import { isObjectType, type GraphQLSchema } from 'graphql';
import { MOST_COUNTED } from '../database/reading/page.js';
import { childFiltersOf, childLists, namedFiltersOf } from '../database/reading/relations.js';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../database/reading/selection.js';
import { viewerActionsOf } from '../model/record.js';
import { recordOf, records, type FieldTraits, type RecordTraits } from '../model/traits.js';
import { readQueries } from './reads.js';

const text = (description: string): string => JSON.stringify(description);

const COMMON = `
"Which way a list is sorted. Records without a value stand last in either case."
enum OrderDirection {
  "Smallest, oldest or first in the alphabet first." ASC
  "Largest, newest or last in the alphabet first." DESC
}
"Conditions on a reference; all that are given must hold."
input IdFilter { in: [ID!] notIn: [ID!] isNull: Boolean }
"Conditions on a text that is kept in the clear; exact, letter by letter."
input TextFilter { is: String in: [String!] notIn: [String!] isNull: Boolean }
"Conditions on a calendar day. Both ends are included."
input DateFilter { is: Date from: Date to: Date isNull: Boolean }
"Conditions on a moment. \`from\` is included, \`before\` is not."
input DateTimeFilter { from: DateTime before: DateTime isNull: Boolean }
"Conditions on a whole number. Both ends are included."
input IntFilter { is: Int from: Int to: Int isNull: Boolean }
"Conditions on a list of codes."
input CodesFilter { anyOf: [String!] allOf: [String!] }
`;

const FILTER_TYPES: Partial<Record<FieldTraits['kind'], string>> = {
  id: 'IdFilter',
  ref: 'IdFilter',
  text: 'TextFilter',
  day: 'DateFilter',
  moment: 'DateTimeFilter',
  count: 'IntFilter',
  flag: 'Boolean',
  codes: 'CodesFilter',
};

const SORTABLE = new Set<FieldTraits['kind']>(['moment', 'day', 'count', 'choice', 'text']);

export const listArguments = (record: RecordTraits): string =>
  `(
  "Page size from the start, 1 to ${LARGEST_PAGE}; ${DEFAULT_PAGE} unless said otherwise." first: Int
  "Cursor to go on after." after: String
  "Page size from the end, 1 to ${LARGEST_PAGE}." last: Int
  "Cursor to stop before." before: String
  "All conditions must hold; an absent or null condition does not filter." filter: ${record.name}Filter
  "By default ${record.defaultOrder.property}, ${record.defaultOrder.direction === 'DESC' ? 'newest or largest' : 'oldest or smallest'} first." orderBy: ${record.name}Order
)`;

/** Names of enums as the schema built so far has them, by the object that declares the values. */
function enumNames(schema: GraphQLSchema): (record: RecordTraits, field: FieldTraits) => string {
  return (record, field) => {
    const type = schema.getType(record.name);
    if (!isObjectType(type)) throw new Error(`${record.name} is not in the schema`);
    const shown = type.getFields()[field.name];
    if (!shown) throw new Error(`${record.name}.${field.name} is listed but not shown`);
    return String(shown.type).replace(/[[\]!]/g, '');
  };
}

function filterOf(record: RecordTraits, enumName: ReturnType<typeof enumNames>, enums: Set<string>): string {
  const lines = record.fields
    .filter((field) => !field.internal && (field.listed || field.findable || field.property === 'id'))
    .map((field) => {
      if (field.findable) return `${text(`Exact normal form: ${field.description}`)} ${field.name}: String`;
      if (field.kind === 'choice') {
        const name = enumName(record, field);
        enums.add(name);
        return `${text(field.description)} ${field.name}: ${name}Filter`;
      }
      return `${text(field.description)} ${field.name}: ${FILTER_TYPES[field.kind] ?? 'TextFilter'}`;
    });
  const byChild = childFiltersOf(record).map((filter) => `${text(filter.description)} ${filter.name}: String`);
  const named = namedFiltersOf(record).map((filter) => `${text(filter.description)} ${filter.name}: Boolean`);
  return `${text(`Conditions on ${record.name} records.`)}
input ${record.name}Filter {
  ${[...lines, ...byChild, ...named].join('\n  ')}
  "At least one of these holds." any: [${record.name}Filter!]
  "This does not hold." not: ${record.name}Filter
}`;
}

const sortableFields = (record: RecordTraits): FieldTraits[] =>
  record.fields.filter((field) => field.listed && !field.internal && !field.visibleIf && SORTABLE.has(field.kind));

function listTypes(record: RecordTraits): string {
  const orders = sortableFields(record).map((field) => `${text(field.description)} ${field.property}`);
  return `${text(`What ${record.name} records can be sorted by.`)}
enum ${record.name}OrderField { ${orders.join(' ')} }
${text(`How ${record.name} records are sorted; equal ones by id.`)}
input ${record.name}Order {
  "What to sort by." field: ${record.name}OrderField!
  "Which way." direction: OrderDirection! = ASC
}
${text(`A page of ${record.name} records.`)}
type ${record.name}Connection {
  "The records of this page."
  nodes: [${record.name}!]!
  "The records of this page, each with its cursor."
  edges: [${record.name}Edge!]!
  "Where this page stands in its list."
  pageInfo: PageInfo!
  "How many records match in all, counted only when asked for and up to ${MOST_COUNTED}; ${MOST_COUNTED + 1} means more."
  totalCount: Int!
}
${text(`A ${record.name} and its place in the list.`)}
type ${record.name}Edge {
  "The record." node: ${record.name}!
  "Its place in the list: send it as \`after\` or \`before\`." cursor: String!
}`;
}

function viewerCan(record: RecordTraits): string {
  const actions = viewerActionsOf(record);
  if (actions.length === 0) return '';
  const lines = actions.map((action) => `${text(record.permissions[action]!.meaning)} ${action}: Boolean!`);
  return `${text(`What the asking user may do to this ${record.name} by role and scope; its state may still forbid it.`)}
type ${record.name}ViewerCan { ${lines.join(' ')} }
extend type ${record.name} { "From the same rules that the operations obey." viewerCan: ${record.name}ViewerCan! }`;
}

/** Everything that reading adds to the schema which the nouns' classes made. */
export function listSdl(schema: GraphQLSchema): string {
  const enums = new Set<string>();
  const enumName = enumNames(schema);
  const shown = records().filter((record) => schema.getType(record.name));
  const parts = shown.flatMap((record) => [filterOf(record, enumName, enums), listTypes(record), viewerCan(record)]);
  const enumFilters = [...enums].map(
    (name) =>
      `${text(`Conditions on a ${name}.`)} input ${name}Filter { in: [${name}!] notIn: [${name}!] isNull: Boolean }`,
  );
  const children = childLists().map((list) => {
    const child = recordOf(list.child());
    return `extend type ${recordOf(list.parent()).name} { ${text(list.description)} ${list.field}${listArguments(child)}: ${child.name}Connection }`;
  });
  const queries = readQueries().map((query) => {
    const record = recordOf(query.record());
    const signature =
      query.kind === 'one' ? `(id: ID!): ${record.name}` : `${listArguments(record)}: ${record.name}Connection!`;
    return `extend type Query { ${text(query.description)} ${query.field}${signature} }`;
  });
  return [COMMON, ...parts, ...enumFilters, ...children, ...queries].join('\n');
}
