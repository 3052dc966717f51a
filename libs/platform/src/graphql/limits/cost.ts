// Cost: how many records an operation may come to, kept as a form into which the variables of a request are put.
import { Kind, type FieldNode, type OperationDefinitionNode, type ValueNode } from 'graphql';
import { DEFAULT_PAGE, LARGEST_PAGE } from '../../database/reading/selection.js';

/** A constant, and so many times the content of each page whose size a variable says. */
export interface Cost {
  constant: number;
  /** Factor by index of the page. */
  readonly pages: Map<number, number>;
}

interface SizeVariable {
  variable: string;
  /** Size when the request does not give the variable. */
  otherwise: number;
}

type Size = number | SizeVariable;

interface Page {
  sizes: Size[];
  content: Cost;
}

export const noCost = (): Cost => ({ constant: 0, pages: new Map() });

export function addCost(to: Cost, cost: Cost, factor = 1): void {
  to.constant += cost.constant * factor;
  for (const [page, times] of cost.pages) to.pages.set(page, (to.pages.get(page) ?? 0) + times * factor);
}

/** The pages of one document, inner ones before the outer ones that hold them: one pass over them gives all their values. */
export class CostForm {
  private readonly pages: Page[] = [];
  private readonly defaults = new Map<string, number>();

  constructor(operation: OperationDefinitionNode) {
    for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
      if (defaultValue) this.defaults.set(variable.name.value, literalSize(defaultValue) ?? DEFAULT_PAGE);
    }
  }

  /** What the connection `node` costs: its content, once for each record of the page. */
  page(node: FieldNode, content: Cost): Cost {
    const sizes = this.sizesOf(node);
    const cost = noCost();
    if (sizes.every((size) => typeof size === 'number')) addCost(cost, content, largest(sizes));
    else cost.pages.set(this.pages.push({ sizes, content }) - 1, 1);
    return cost;
  }

  /** The cost with these variables. Linear in the size of the document, whatever its fragments do. */
  total(cost: Cost, variables: Readonly<Record<string, unknown>>): number {
    const values: number[] = [];
    for (const { sizes, content } of this.pages) values.push(largest(sizes, variables) * sum(content, values));
    return sum(cost, values);
  }

  private sizesOf(node: FieldNode): Size[] {
    const sizes: Size[] = [];
    for (const { name, value } of node.arguments ?? []) {
      if (name.value !== 'first' && name.value !== 'last') continue;
      if (value.kind === Kind.VARIABLE) {
        const variable = value.name.value;
        sizes.push({ variable, otherwise: this.defaults.get(variable) ?? DEFAULT_PAGE });
      } else {
        const size = literalSize(value);
        if (size !== undefined) sizes.push(size);
      }
    }
    return sizes.length > 0 ? sizes : [DEFAULT_PAGE];
  }
}

function sum(cost: Cost, values: readonly number[]): number {
  let total = cost.constant;
  for (const [page, times] of cost.pages) total += times * values[page]!;
  return total;
}

function largest(sizes: readonly Size[], variables: Readonly<Record<string, unknown>> = {}): number {
  let most = 0;
  for (const size of sizes) {
    const value = typeof size === 'number' ? size : sizeGiven(variables, size);
    if (value > most) most = value;
  }
  return most;
}

function sizeGiven(variables: Readonly<Record<string, unknown>>, { variable, otherwise }: SizeVariable): number {
  const value = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  if (value === undefined) return otherwise;
  return value === null ? DEFAULT_PAGE : allowedSize(value);
}

/** Undefined for null, which is as good as no argument. */
function literalSize(value: ValueNode): number | undefined {
  if (value.kind === Kind.NULL) return undefined;
  return value.kind === Kind.INT ? allowedSize(Number(value.value)) : LARGEST_PAGE;
}

/** A size that the list itself will refuse counts as the largest one: nothing is cheaper for being wrong. */
function allowedSize(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LARGEST_PAGE
    ? value
    : LARGEST_PAGE;
}
