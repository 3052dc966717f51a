// Selections: what a client asked for, with fragments inlined, equal fields merged, @skip and @include decided and arguments coerced.
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Selection } from '../database/reading/selection.js';
import { askedArguments } from './asked-arguments.js';

export interface Selecting {
  fragments: Record<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

/** Fields by response key; fields of one key are merged, as the GraphQL specification has it (6.3.2). */
export function collect(
  selecting: Selecting,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Map<string, FieldNode[]> {
  const collected = new Map<string, FieldNode[]>();
  const seen = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (!isIncluded(selecting, node)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const group = collected.get(key);
        if (group) group.push(node);
        else collected.set(key, [node]);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        if (!node.typeCondition || node.typeCondition.name.value === type.name) visit(node.selectionSet);
      } else if (!seen.has(node.name.value)) {
        seen.add(node.name.value);
        const fragment = selecting.fragments[node.name.value];
        if (fragment && fragment.typeCondition.name.value === type.name) visit(fragment.selectionSet);
      }
    }
  };
  sets.forEach(visit);
  return collected;
}

function isIncluded(selecting: Selecting, node: FieldNode | { directives?: FieldNode['directives'] }): boolean {
  if (!node.directives?.length) return true;
  const directed = node as FieldNode;
  if (getDirectiveValues(GraphQLSkipDirective, directed, selecting.variables)?.if === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, directed, selecting.variables)?.if !== false;
}

const NO_ARGUMENTS: Record<string, unknown> = Object.freeze({});

/** The selection below the given field nodes, all the way down. */
export function selectionsOf(selecting: Selecting, type: GraphQLObjectType, nodes: readonly FieldNode[]): Selection[] {
  const sets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  const fields = type.getFields();
  return [...collect(selecting, type, sets)].map(([key, group]) => {
    const node = group[0]!;
    const field = node.name.value;
    const definition = fields[field];
    if (!definition) return { key, field, args: NO_ARGUMENTS, children: [] };
    const args =
      definition.args.length > 0
        ? askedArguments(definition.args, getArgumentValues(definition, node, selecting.variables))
        : NO_ARGUMENTS;
    const target = getNamedType(definition.type);
    return { key, field, args, children: isObjectType(target) ? selectionsOf(selecting, target, group) : [] };
  });
}
