// Relations: lists that a child adds to its parent's type, filters that it adds to its parent's list, and filters that are a rule under a name.
import type { Permission } from '../../access/permissions.js';
import type { RowRule } from '../../access/rules.js';
import type { RecordClass } from '../../model/traits.js';
import { recordOf, type RecordTraits } from '../../model/traits.js';

export interface ChildList {
  parent: () => RecordClass;
  /** Field on the parent's type. */
  field: string;
  child: () => RecordClass;
  /** Property of the child that holds the parent's id. */
  by: string;
  permission: Permission;
  description: string;
}

/** A condition on the parent by what stands in its children, such as an applicant by name. */
export interface ChildFilter {
  parent: () => RecordClass;
  name: string;
  child: () => RecordClass;
  by: string;
  /** Findable property of the child. */
  property: string;
  /** Which children count; all unless said otherwise. */
  only?: RowRule;
  description: string;
}

/** A condition under a name, such as `mine`: true keeps the rows where it holds, false the others. */
export interface NamedFilter {
  record: RecordTraits;
  name: string;
  description: string;
  holds: RowRule;
}

const lists: ChildList[] = [];
const filters: ChildFilter[] = [];
const namedFilters: NamedFilter[] = [];

export const addChildList = (list: ChildList): void => void lists.push(list);
export const addChildFilter = (filter: ChildFilter): void => void filters.push(filter);
export const namedFilterOf = (record: RecordTraits, name: string): NamedFilter | undefined =>
  namedFiltersOf(record).find((filter) => filter.name === name);
export const namedFiltersOf = (record: RecordTraits): readonly NamedFilter[] =>
  namedFilters.filter((filter) => filter.record === record);
export function addNamedFilter(filter: NamedFilter): void {
  if (namedFilterOf(filter.record, filter.name))
    throw new Error(`${filter.record.name} has two filters ${filter.name}`);
  namedFilters.push(filter);
}
export const childLists = (): readonly ChildList[] => lists;

const memo = new Map<RecordTraits, { lists: ChildList[]; filters: ChildFilter[]; of: number }>();

function related(record: RecordTraits) {
  const known = lists.length + filters.length;
  let entry = memo.get(record);
  if (!entry || entry.of !== known) {
    entry = {
      lists: lists.filter((list) => recordOf(list.parent()) === record),
      filters: filters.filter((filter) => recordOf(filter.parent()) === record),
      of: known,
    };
    memo.set(record, entry);
  }
  return entry;
}

export const childListOf = (record: RecordTraits, field: string): ChildList | undefined =>
  related(record).lists.find((list) => list.field === field);
export const childFiltersOf = (record: RecordTraits): readonly ChildFilter[] => related(record).filters;
