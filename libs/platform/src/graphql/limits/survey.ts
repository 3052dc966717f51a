// The survey: what a document comes to with every fragment put in its place, found in one walk over its text.
import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { addCost, CostForm, noCost, type Cost } from './cost.js';

/** Counts of one selection set and all below it. A field that two fragments ask for counts twice. */
export interface Measure {
  /** Fields of this level. */
  fields: number;
  /** Levels of fields, this one included. */
  depth: number;
  aliases: number;
  directives: number;
  /** Fields, and fragments, that are written again in the same selection set. */
  repeats: number;
  /** Whether `__schema` or `__type` is asked for. */
  introspects: boolean;
  cost: Cost;
}

const PAGED = 'pageInfo';
/** What stands between a connection and its records: `nodes` or `edges.node` is the record, and that costs. */
const FREE_IN_CONNECTION = new Set(['edges', 'pageInfo']);
const INTROSPECTION = new Set(['__schema', '__type']);

const nothing = (): Measure => ({
  fields: 0,
  depth: 0,
  aliases: 0,
  directives: 0,
  repeats: 0,
  introspects: false,
  cost: noCost(),
});

function addBelow(to: Measure, below: Measure): void {
  to.aliases += below.aliases;
  to.directives += below.directives;
  to.repeats += below.repeats;
  to.introspects ||= below.introspects;
}

/**
 * Measures the definitions of a document that need not be valid yet. Each fragment is walked once and its measure added wherever
 * it is spread, so a document that doubles itself through its fragments costs no more than its length; the sums may then be vast, up
 * to Infinity. What is unknown counts as an object; a fragment within itself counts as nothing: validation refuses both.
 */
export class Survey {
  readonly form: CostForm;
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, Measure>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    this.form = new CostForm(operation);
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
    }
  }

  /** The whole operation. */
  total(): Measure {
    const measure = nothing();
    measure.directives = this.operation.directives?.length ?? 0;
    for (const variable of this.operation.variableDefinitions ?? [])
      measure.directives += variable.directives?.length ?? 0;
    this.walk(
      this.operation.selectionSet,
      this.schema.getRootType(this.operation.operation) ?? undefined,
      measure,
      new Set(),
    );
    return measure;
  }

  /** Each fragment by itself, those that nothing spreads as well. */
  *each(): Iterable<Measure> {
    for (const name of this.fragments.keys()) yield this.fragment(name);
  }

  private fragment(name: string): Measure {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    if (!fragment) return nothing();
    this.measured.set(name, nothing());
    const measure = nothing();
    measure.directives = fragment.directives?.length ?? 0;
    this.walk(fragment.selectionSet, this.schema.getType(fragment.typeCondition.name.value), measure, new Set());
    this.measured.set(name, measure);
    return measure;
  }

  private walk(set: SelectionSetNode, parent: GraphQLNamedType | undefined, to: Measure, seen: Set<string>): void {
    for (const node of set.selections) {
      to.directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FIELD) {
        if (isAgain(seen, `${parent?.name ?? ''}.${(node.alias ?? node.name).value}`)) to.repeats += 1;
        this.field(node, parent, to);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const type = node.typeCondition ? this.schema.getType(node.typeCondition.name.value) : parent;
        this.walk(node.selectionSet, type, to, seen);
      } else {
        if (isAgain(seen, `...${node.name.value}`)) to.repeats += 1;
        const spread = this.fragment(node.name.value);
        addBelow(to, spread);
        addCost(to.cost, spread.cost);
        to.fields += spread.fields;
        to.depth = Math.max(to.depth, spread.depth);
      }
    }
  }

  private field(node: FieldNode, parent: GraphQLNamedType | undefined, to: Measure): void {
    const name = node.name.value;
    const introspects = INTROSPECTION.has(name);
    to.fields += 1;
    to.depth = Math.max(to.depth, 1);
    to.introspects ||= introspects;
    if (node.alias) to.aliases += 1;
    if (!node.selectionSet) return;

    const type = typeOf(parent, name);
    const below = nothing();
    this.walk(node.selectionSet, type, below, new Set());
    addBelow(to, below);
    // Where introspection is on, its usual query is 15 levels deep; validation has a limit of its own for it.
    if (!introspects) to.depth = Math.max(to.depth, 1 + below.depth);
    if (!(isConnection(parent) && FREE_IN_CONNECTION.has(name))) to.cost.constant += 1;
    addCost(to.cost, isConnection(type) ? this.form.page(node, below.cost) : below.cost);
  }
}

function isAgain(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function typeOf(parent: GraphQLNamedType | undefined, field: string): GraphQLNamedType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const definition = parent.getFields()[field];
  return definition && getNamedType(definition.type);
}

/** After the Relay cursor specification: what tells of its page is a page. */
const isConnection = (type: GraphQLNamedType | undefined): boolean => isObjectType(type) && PAGED in type.getFields();
