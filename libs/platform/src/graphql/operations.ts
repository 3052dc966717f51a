// Operations: which requirement stands at each query and mutation. The app does not start while one has none.
import { TypeMetadataStorage } from '@nestjs/graphql';
import type { GraphQLSchema } from 'graphql';
import { requirementOf, type Requirement } from '../access/requires.js';
import { readQueries } from './reads.js';

export type OperationKind = 'query' | 'mutation';

export interface Operation {
  kind: OperationKind;
  field: string;
  requirement: Requirement;
}

/** @throws when the schema has a query, mutation or subscription without a requirement */
export function operationsOf(schema: GraphQLSchema): Map<string, Operation> {
  const operations = new Map<string, Operation>();
  const add = (kind: OperationKind, field: string, requirement: Requirement): void =>
    void operations.set(`${kind}.${field}`, { kind, field, requirement });
  for (const query of readQueries()) add('query', query.field, { permission: query.permission });
  const declared = [
    ...TypeMetadataStorage.getQueriesMetadata().map((metadata) => ({ kind: 'query' as const, metadata })),
    ...TypeMetadataStorage.getMutationsMetadata().map((metadata) => ({ kind: 'mutation' as const, metadata })),
  ];
  for (const { kind, metadata } of declared) {
    const method = (metadata.target.prototype as Record<string, object>)[metadata.methodName];
    const requirement = method && requirementOf(method);
    // A ticket opens a route; an operation that is marked so has no guard.
    if (requirement && requirement !== 'ticket') add(kind, metadata.schemaName, requirement);
  }
  const unguarded = [
    ...Object.keys(schema.getQueryType()?.getFields() ?? {})
      .filter((field) => !operations.has(`query.${field}`))
      .map((field) => `query ${field}`),
    ...Object.keys(schema.getMutationType()?.getFields() ?? {})
      .filter((field) => !operations.has(`mutation.${field}`))
      .map((field) => `mutation ${field}`),
    ...Object.keys(schema.getSubscriptionType()?.getFields() ?? {}).map((field) => `subscription ${field}`),
  ];
  if (unguarded.length > 0) throw new Error(`Not guarded by @Requires, @SignedIn or @Public: ${unguarded.join(', ')}`);
  return operations;
}
