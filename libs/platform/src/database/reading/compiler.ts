// The compiler: a nested selection becomes one SQL statement that answers the JSON the client asked for,
// with only the columns asked for, below the same scopes as every other path.
import { commonErrors } from '@haven/kernel';
import type { Permission } from '../../access/permissions.js';
import { may } from '../../access/who.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { viewerActionsOf } from '../../model/record.js';
import { fieldOf, recordOf, type FieldTraits, type RecordTraits } from '../../model/traits.js';
import { Open } from '../params.js';
import { all, reach, rowSql, type Asking } from '../reach.js';
import type { Filtering } from './filters.js';
import { pageSql } from './page.js';
import { childListOf, type ChildList } from './relations.js';
import type { ListArgs, Selection } from './selection.js';
import { encryptedToken, watchedToken, type Place } from './tokens.js';

/** Postgres functions take a hundred arguments: fifty pairs. */
const MOST_FIELDS = 50;

const NONCE = new Open(({ nonce }) => nonce);
const ID = new Open(({ id }) => id);

export class Compiler {
  readonly places: Place[] = [];
  /** What each cursor of the answer is sealed for. */
  readonly cursorLabels: string[] = [];
  /** Fields left out because the asking user's roles do not see their class, as `Type.field`. */
  readonly withheld = new Set<string>();
  private aliases = 0;
  private readonly placeIndex = new Map<string, number>();

  constructor(
    readonly asking: Asking,
    readonly filtering: Filtering,
    /** Opens a cursor that a client sent back. @throws BAD_USER_INPUT */
    readonly openCursor: (label: string, cursor: string, argument: string) => unknown[],
  ) {}

  /** Placeholder of the nonce; a statement without tokens has none. */
  get nonce(): string {
    return this.asking.params.once('nonce', NONCE, '::text');
  }

  /** One record by id, as JSON text; no row when it does not exist or is out of reach. */
  one(record: RecordTraits, permission: Permission, selection: readonly Selection[]): string {
    const alias = this.alias();
    const json = this.object(record, alias, selection, permission);
    const condition = all([
      this.tenant(alias),
      `${alias}.id = ${this.asking.params.add(ID, '::uuid')}`,
      reach(this.asking, record, alias, permission),
    ]);
    return `select (${json})::text from "${record.table}" ${alias} where ${condition}`;
  }

  /** Several records, as the JSON text of one object from id to record; what does not exist or is out of reach is not in it. */
  several(record: RecordTraits, permission: Permission, selection: readonly Selection[]): string {
    const alias = this.alias();
    const json = this.object(record, alias, selection, permission);
    const condition = all([
      this.tenant(alias),
      `${alias}.id = any(${this.asking.params.add(ID, '::uuid[]')})`,
      reach(this.asking, record, alias, permission),
    ]);
    return `select coalesce(json_object_agg(${alias}.id, ${json}), '{}'::json)::text from "${record.table}" ${alias} where ${condition}`;
  }

  /** A page of records, as JSON text in one row. */
  list(record: RecordTraits, args: ListArgs, permission: Permission, selection: readonly Selection[]): string {
    return `select (${this.page(record, args, permission, selection)})::text`;
  }

  alias(): string {
    return `t${this.aliases++}`;
  }

  tenant(alias: string): string {
    return `${alias}.organization_id = ${this.asking.params.organization}`;
  }

  cursorLabel(label: string): number {
    const index = this.cursorLabels.indexOf(label);
    return index >= 0 ? index : this.cursorLabels.push(label) - 1;
  }

  private place(place: Place): number {
    const key = `${place.table}.${place.column}`;
    let index = this.placeIndex.get(key);
    if (index === undefined) this.placeIndex.set(key, (index = this.places.push(place) - 1));
    return index;
  }

  /** One row as a JSON object. */
  object(record: RecordTraits, alias: string, selection: readonly Selection[], permission: Permission): string {
    if (selection.length > MOST_FIELDS) throw commonErrors.QUERY_TOO_COMPLEX();
    const pairs = selection.map((each) => `'${each.key}', ${this.value(record, alias, each, permission)}`);
    return `json_build_object(${pairs.join(', ')})`;
  }

  private value(record: RecordTraits, alias: string, selection: Selection, permission: Permission): string {
    if (selection.field === '__typename') return `'${record.name}'`;
    if (selection.field === 'viewerCan') return this.viewerCan(record, alias, selection);
    const field = record.fields.find((each) => each.name === selection.field);
    if (field)
      return field.kind === 'ref'
        ? this.reference(record, field, alias, selection, permission)
        : this.column(record, field, alias);
    const derived = record.derived.find((each) => each.name === selection.field);
    if (derived) return derived.sql(rowSql(this.asking, alias));
    const list = childListOf(record, selection.field);
    if (list) return this.children(record, list, alias, selection, permission);
    throw new Error(`${record.name}.${selection.field} cannot be compiled`);
  }

  private column(record: RecordTraits, field: FieldTraits, alias: string): string {
    const value = this.cell(record, field, alias);
    return field.visibleIf && value !== 'null'
      ? `case when ${field.visibleIf(rowSql(this.asking, alias))} then ${value} end`
      : value;
  }

  private cell(record: RecordTraits, field: FieldTraits, alias: string): string {
    const column = `${alias}."${field.column}"`;
    if (field.sensitivity !== Sensitivity.BASIC && !this.asking.who.sees.has(field.sensitivity)) {
      this.withheld.add(`${record.name}.${field.name}`);
      return 'null';
    }
    if (field.encrypted || field.sensitivity !== Sensitivity.BASIC) {
      const place = this.place({ table: record.table, column: field.column, sensitivity: field.sensitivity });
      const subject = this.subject(record, alias);
      if (!field.encrypted) return watchedToken(this.nonce, place, subject, column);
      return encryptedToken(this.nonce, place, `${alias}.id`, subject, column);
    }
    return field.kind === 'moment' ? `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : column;
  }

  private subject(record: RecordTraits, alias: string): string {
    if (record.subject === 'self') return `${alias}.id`;
    if (record.subject === 'organization') return `${alias}.organization_id`;
    const field = fieldOf(record, record.subject!);
    const column = `${alias}."${field.column}"`;
    return field.optional ? `coalesce(${column}, ${alias}.organization_id)` : column;
  }

  private reference(
    record: RecordTraits,
    field: FieldTraits,
    alias: string,
    selection: Selection,
    permission: Permission,
  ): string {
    const target = recordOf(field.target!());
    if (!may(this.asking.who, target.read)) {
      this.withheld.add(`${record.name}.${field.name}`);
      return 'null';
    }
    const inner = this.alias();
    const json = this.object(target, inner, selection.children, target.read);
    const implied = field.visibleWithRow && this.reachesAsFar(permission, target.read);
    const condition = implied ? 'true' : reach(this.asking, target, inner, target.read);
    const where = all([this.tenant(inner), `${inner}.id = ${alias}."${field.column}"`, condition]);
    return `(select ${json} from "${target.table}" ${inner} where ${where})`;
  }

  /** A child under its owner needs no second look at the owner when both permissions reach equally far. */
  private children(
    record: RecordTraits,
    list: ChildList,
    alias: string,
    selection: Selection,
    permission: Permission,
  ): string {
    const child = recordOf(list.child());
    if (!may(this.asking.who, list.permission)) {
      this.withheld.add(`${record.name}.${list.field}`);
      return 'null';
    }
    const owned = child.owner?.by === list.by && this.reachesAsFar(permission, list.permission);
    const by = fieldOf(child, list.by).column;
    return this.page(child, selection.args, list.permission, selection.children, {
      column: by,
      parent: `${alias}.id`,
      owned,
    });
  }

  private reachesAsFar(outer: Permission, inner: Permission): boolean {
    const { grants } = this.asking.who;
    const [a, b] = [grants.get(outer.name), grants.get(inner.name)];
    return (
      a !== undefined &&
      b !== undefined &&
      (a.reach === b.reach ? a.teams.every((team) => b.teams.includes(team)) : b.reach === 'ORGANIZATION')
    );
  }

  private viewerCan(record: RecordTraits, alias: string, selection: Selection): string {
    const known = viewerActionsOf(record);
    const pairs = selection.children.map(({ key, field }) => {
      if (field === '__typename') return `'${key}', '${record.name}ViewerCan'`;
      if (!known.includes(field)) throw new Error(`${record.name}.viewerCan.${field} cannot be compiled`);
      return `'${key}', ${reach(this.asking, record, alias, record.permissions[field]!)}`;
    });
    return `json_build_object(${pairs.join(', ')})`;
  }

  private page(
    record: RecordTraits,
    args: ListArgs,
    permission: Permission,
    selection: readonly Selection[],
    under?: { column: string; parent: string; owned: boolean },
  ): string {
    const alias = this.alias();
    const conditions = [this.tenant(alias)];
    if (under) conditions.push(`${alias}."${under.column}" = ${under.parent}`);
    const rule = record.rule ? record.rule(rowSql(this.asking, alias)) : 'true';
    conditions.push(under?.owned ? rule : reach(this.asking, record, alias, permission));
    return pageSql(this, record, alias, all(conditions), args, selection, (children) =>
      this.object(record, alias, children, permission),
    );
  }
}
