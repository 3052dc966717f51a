// Kept queries: a query of records that somebody with the same access has asked before is run again without reading its selection anew.
import { createHash } from 'node:crypto';
import { Kind, OperationTypeNode, visit, type DocumentNode, type FieldNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Who } from '../access/who.js';
import type { Planned } from '../database/reading/reader.js';
import { idOf } from './questions.js';
import { readQuery } from './reads.js';

export interface PlannedRoot extends Planned {
  /** Name in the answer. */
  key: string;
}

export interface PlannedQuery {
  /** Root fields, as the audit trail names them. */
  operation: string;
  roots: readonly PlannedRoot[];
}

interface Asked {
  document: DocumentNode;
  variables: Readonly<Record<string, unknown>>;
}

interface DocumentTraits {
  number: number;
  /** Whether it asks for records, and for nothing else. */
  reads: boolean;
  /** Variables that are the id of a root field and nothing else, by the root's key: they are filled in, everything else is part of the plan. */
  ids: ReadonlyMap<string, string>;
}

const MOST_TEXT = 16_000_000;
const LONGEST_VARIABLES = 1_000;

export class KeptQueries {
  private readonly kept = new LRUCache<string, PlannedQuery>({
    maxSize: MOST_TEXT,
    sizeCalculation: ({ roots }) => roots.reduce((sum, { plan }) => sum + plan.text.length, 1),
  });
  private readonly traits = new WeakMap<DocumentNode, DocumentTraits>();
  private readonly access = new WeakMap<Who, string>();
  private documents = 0;

  of(asked: Asked, who: Who): PlannedQuery | undefined {
    const { ids, reads } = this.traitsOf(asked.document);
    if (!reads) return undefined;
    const known = this.kept.get(this.key(asked, who));
    if (!known || ids.size === 0) return known;
    const roots: PlannedRoot[] = [];
    for (const root of known.roots) {
      const variable = ids.get(root.key);
      const id = variable === undefined ? root.id : asked.variables[variable];
      // What is no text, GraphQL has rules for; they are applied where a query is read for the first time.
      if (variable !== undefined && typeof id !== 'string') return undefined;
      roots.push({ key: root.key, plan: root.plan, id: variable === undefined ? root.id : idOf(id) });
    }
    return { operation: known.operation, roots };
  }

  keep(asked: Asked, who: Who, query: PlannedQuery): void {
    if (!this.traitsOf(asked.document).reads || !query.roots.every(({ plan }) => plan.params.keepable)) return;
    const key = this.key(asked, who);
    if (key.length <= LONGEST_VARIABLES) this.kept.set(key, query);
  }

  private key({ document, variables }: Asked, who: Who): string {
    const { number, ids } = this.traitsOf(document);
    const filledIn = new Set(ids.values());
    const others = Object.entries(variables).filter(([name]) => !filledIn.has(name));
    return `${number} ${this.accessOf(who)} ${others.length > 0 ? JSON.stringify(others) : ''}`;
  }

  /** The same for all who may and see the same. */
  private accessOf(who: Who): string {
    let access = this.access.get(who);
    if (!access) {
      const grants = [...who.grants].sort(([a], [b]) => (a < b ? -1 : 1));
      const text = JSON.stringify([grants, [...who.sees].sort()]);
      this.access.set(who, (access = createHash('sha256').update(text).digest('base64url')));
    }
    return access;
  }

  private traitsOf(document: DocumentNode): DocumentTraits {
    let traits = this.traits.get(document);
    if (!traits) this.traits.set(document, (traits = { number: this.documents++, ...traitsOf(document) }));
    return traits;
  }
}

function traitsOf(document: DocumentNode): Pick<DocumentTraits, 'reads' | 'ids'> {
  // Each variable stands once where it is declared.
  const uses = new Map<string, number>();
  visit(document, { Variable: ({ name }) => void uses.set(name.value, (uses.get(name.value) ?? -1) + 1) });
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const roots = operation?.selectionSet.selections ?? [];
  const fields = roots.filter((each): each is FieldNode => each.kind === Kind.FIELD);
  const ids = new Map<string, string>();
  for (const { alias, name, arguments: given } of fields) {
    if (readQuery(name.value)?.kind !== 'one') continue;
    const value = given?.find((argument) => argument.name.value === 'id')?.value;
    if (value?.kind === Kind.VARIABLE && uses.get(value.name.value) === 1)
      ids.set((alias ?? name).value, value.name.value);
  }
  // Fragments of the query type itself are read anew each time.
  const reads =
    operation?.operation === OperationTypeNode.QUERY &&
    fields.length === roots.length &&
    fields.every(({ name }) => readQuery(name.value) !== undefined);
  return { reads, ids };
}
