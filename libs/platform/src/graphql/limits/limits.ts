// Limits: how much one operation may ask for. Counted before anything runs, and told to nobody.
import { commonErrors } from '@haven/kernel';
import { Kind, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { Cost, CostForm } from './cost.js';
import { Survey, type Measure } from './survey.js';

/** All counts are of the expanded operation: every fragment in its place, @skip and @include not looked at. */
export interface Limits {
  /**
   * Levels of fields, leaves included and `edges`, `node`, `nodes` and `pageInfo` too. Were these free, the two nested lists of a
   * probe for depth would be 7 deep and pass. So two lists nested by `edges { node }` fit, and three by `nodes`.
   */
  depth: number;
  /** Aliases, whatever they are of. */
  aliases: number;
  /** Directives, on whatever they stand. */
  directives: number;
  /** Fields of the operation itself. */
  rootFields: number;
  /** Fields or fragments written again in one selection set: some people write `a { b } a { c }`, nobody does so often. */
  repeats: number;
  /** Leaves cost 0, objects 1, a connection 1 and its content once for each record of the page. */
  cost: number;
  /** Whether `__schema` and `__type` are answered. */
  introspection: boolean;
}

export const LIMITS: Readonly<Limits> = Object.freeze({
  depth: 10,
  aliases: 15,
  directives: 10,
  rootFields: 10,
  repeats: 10,
  cost: 10_000,
  introspection: false,
});

/** What is left to be checked once the variables are known. */
export interface Plan {
  operationName: string | undefined;
  cost: Cost;
  form: CostForm;
}

export interface LimitedRequest {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName?: string | null;
  variables?: Readonly<Record<string, unknown>> | null;
}

/**
 * Refuses what asks for too much. The document must be validated as well, afterwards: cycles of fragments and unknown names pass here.
 * @throws QUERY_TOO_COMPLEX without saying which limit it was
 * @throws GRAPHQL_VALIDATION_FAILED when there is no such operation, or for introspection that is off
 */
export function checkLimits(
  { schema, document, operationName, variables }: LimitedRequest,
  limits: Readonly<Limits> = LIMITS,
): void {
  checkCost(planOf(schema, document, limits), operationName, variables, limits);
}

/** The part that does not depend on variables. @throws as checkLimits */
export function planOf(schema: GraphQLSchema, document: DocumentNode, limits: Readonly<Limits>): Plan {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation) throw commonErrors.GRAPHQL_VALIDATION_FAILED('The document has no operation.');
  if (operations.length > 1) throw commonErrors.QUERY_TOO_COMPLEX();
  const survey = new Survey(schema, document, operation);
  const total = survey.total();
  const measures = [total, ...survey.each()];
  if (!limits.introspection && measures.some((measure) => measure.introspects)) {
    throw commonErrors.GRAPHQL_VALIDATION_FAILED('Introspection is switched off.');
  }
  if (
    total.depth > limits.depth ||
    total.fields > limits.rootFields ||
    measures.some((measure) => exceeds(measure, limits))
  ) {
    throw commonErrors.QUERY_TOO_COMPLEX();
  }
  return { operationName: operation.name?.value, cost: total.cost, form: survey.form };
}

/** The part that depends on variables; cheap enough for every request. @throws as checkLimits */
export function checkCost(
  plan: Plan,
  operationName: string | null | undefined,
  variables: Readonly<Record<string, unknown>> | null | undefined,
  limits: Readonly<Limits>,
): void {
  if (operationName !== undefined && operationName !== null && operationName !== plan.operationName) {
    throw commonErrors.GRAPHQL_VALIDATION_FAILED('The document has no operation of this name.');
  }
  if (plan.cost.pages.size > 0 && plan.form.total(plan.cost, variables ?? {}) > limits.cost)
    throw commonErrors.QUERY_TOO_COMPLEX();
}

/** Fragments that nothing spreads are held to this too: validation reads them before it refuses them. */
function exceeds(measure: Measure, limits: Readonly<Limits>): boolean {
  return (
    measure.aliases > limits.aliases ||
    measure.directives > limits.directives ||
    measure.repeats > limits.repeats ||
    measure.cost.constant > limits.cost
  );
}
