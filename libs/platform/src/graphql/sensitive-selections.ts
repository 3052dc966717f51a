// Sensitive selections: whether an operation may show something whose showing must be written down, told from its text alone.
import { getNamedType, isObjectType, type GraphQLObjectType, type GraphQLSchema, type SelectionSetNode } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { Sensitivity } from '../access/sensitivity.js';
import { recordNamed } from '../model/traits.js';
import { collect, type Selecting } from './selections.js';

const FILTER = 'filter';
const sensitiveViews = new Set<string>();

/** Says that objects of a type that is no record hold what must be written down when it is shown. The service that makes them writes it. */
export const declareSensitiveView = (typeName: string): void => void sensitiveViews.add(typeName);

/** True when any selected field is of a class above BASIC, or rows are found by a filter. Queries that select none run in a READ ONLY transaction. */
export function showsSensitive(
  schema: GraphQLSchema,
  asked: Selecting & { operation: OperationDefinitionNode },
): boolean {
  const root = schema.getRootType(asked.operation.operation);
  return root ? below(asked, root, [asked.operation.selectionSet]) : false;
}

function below(selecting: Selecting, type: GraphQLObjectType, sets: readonly SelectionSetNode[]): boolean {
  if (sensitiveViews.has(type.name)) return true;
  const record = recordNamed(type.name);
  for (const [, nodes] of collect(selecting, type, sets)) {
    const name = nodes[0]!.name.value;
    // What is found by a sensitive value is written down too.
    if (nodes.some((node) => node.arguments?.some((argument) => argument.name.value === FILTER))) return true;
    const field = record?.fields.find((each) => each.name === name);
    if (field && field.sensitivity !== Sensitivity.BASIC) return true;
    const target = type.getFields()[name];
    const object = target && getNamedType(target.type);
    const inner = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
    if (object && isObjectType(object) && inner.length > 0 && below(selecting, object, inner)) return true;
  }
  return false;
}
