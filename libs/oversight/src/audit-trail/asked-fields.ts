// Asked fields: whether a selection asks, at any depth, for what costs more than the rest.
import { selectionsOf, type OperationState } from '@haven/platform';
import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';

type Selections = ReturnType<typeof selectionsOf>;

/** Whether one of the fields is asked for below the field that is being answered. */
export function asksFor(fields: readonly string[], { selecting }: OperationState, info: GraphQLResolveInfo): boolean {
  const within = (selections: Selections): boolean =>
    selections.some(({ field, children }) => fields.includes(field) || within(children));
  return within(selectionsOf(selecting, getNamedType(info.returnType) as GraphQLObjectType, info.fieldNodes));
}
