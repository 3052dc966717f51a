// Conformity: holds an answer against the schema, field by field. Answers that Postgres made pass through no library that would do so.
import {
  getNamedType,
  GraphQLObjectType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
  type GraphQLLeafType,
} from 'graphql';

const LARGEST_INT = 2 ** 31;

/** What of the data does not fit the document that was asked and the schema: "path: what is wrong". Documents without aliases and fragments. */
export function misfits(schema: GraphQLSchema, document: string, data: unknown): string[] {
  const [operation] = parse(document).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document has no operation');
  return objectMisfits(schema.getRootType(operation.operation)!, operation.selectionSet, data, '');
}

function objectMisfits(type: GraphQLObjectType, asked: SelectionSetNode, value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: no object`];
  const fields = asked.selections.flatMap((each) => (each.kind === Kind.FIELD ? [each] : []));
  const names = fields.map(({ name }) => name.value);
  const given = Object.keys(value);
  const wrong = given.join() === names.join() ? [] : [`${path}: answers ${given.join()} for ${names.join()}`];
  return [
    ...wrong,
    ...fields.flatMap(({ name, selectionSet }) => {
      const answer = (value as Record<string, unknown>)[name.value];
      const { type: promised } = type.getFields()[name.value]!;
      return valueMisfits(promised, selectionSet, answer, path ? `${path}.${name.value}` : name.value);
    }),
  ];
}

function valueMisfits(
  type: GraphQLOutputType,
  asked: SelectionSetNode | undefined,
  value: unknown,
  path: string,
): string[] {
  if (isNonNullType(type))
    return value === null || value === undefined
      ? [`${path}: empty, though ${String(type)}`]
      : valueMisfits(type.ofType, asked, value, path);
  if (value === null) return [];
  if (isListType(type))
    return Array.isArray(value)
      ? value.flatMap((item) => valueMisfits(type.ofType, asked, item, `${path}[]`))
      : [`${path}: no list`];
  if (isLeafType(type)) return fits(type, value) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type.name}`];
  const object = getNamedType(type);
  if (!(object instanceof GraphQLObjectType) || !asked) throw new Error(`${path}: of a type that is not known here`);
  return objectMisfits(object, asked, value, path);
}

/** As a client's generated types have it, and so more strictly than scalars serialise. */
function fits(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return type.getValues().some(({ name }) => name === value);
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(value as number) < LARGEST_INT;
    case 'Float':
      return typeof value === 'number' && Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
    case 'ID':
      return typeof value === 'string';
  }
  if (!('parseValue' in type)) return false;
  try {
    // Our own scalars accept exactly what they print.
    (type as { parseValue: (given: unknown) => unknown }).parseValue(value);
    return true;
  } catch {
    return false;
  }
}
