// Conventions: arguments and conditions that mean the same wherever they stand are described once, here, and printed everywhere.
import { isInputObjectType, isObjectType, type GraphQLSchema } from 'graphql';

const ARGUMENTS: Readonly<Record<string, string>> = {
  id: 'Id of the record.',
  version: 'Version of the record that the client saw; CONFLICT when it has changed since.',
  input: 'What is said.',
};
const CONDITIONS: Readonly<Record<string, string>> = {
  is: 'Equal to this.',
  in: 'One of these.',
  notIn: 'None of these.',
  isNull: 'Whether there is no value.',
  from: 'This or later, or larger.',
  to: 'This or earlier, or smaller.',
  before: 'Earlier than this.',
  anyOf: 'At least one of these is among them.',
  allOf: 'All of these are among them.',
};

/** Describes what a noun left undescribed because it means what it always means. */
export function describeConventions(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__'))
      for (const { args } of Object.values(type.getFields()))
        for (const argument of args) argument.description ??= ARGUMENTS[argument.name];
    if (isInputObjectType(type) && type.name.endsWith('Filter'))
      for (const condition of Object.values(type.getFields())) condition.description ??= CONDITIONS[condition.name];
  }
}
