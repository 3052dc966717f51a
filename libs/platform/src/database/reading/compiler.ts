// The compiler: a nested selection becomes one SQL statement that answers the JSON the client asked for,
// with only the columns asked for, below the same scopes as every other path.
import type { Permission } from '../../access/permissions.js';
import { may } from '../../access/who.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { viewerActionsOf } from '../../model/record.js';
import { fieldOf, recordOf, type FieldTraits, type RecordTraits } from '../../model/traits.js';
import { Open } from '../params.js';
import { all, reach, rowSql, type Asking } from '../reach.js';
import {
  given,
  joined,
  membersOf,
  moment,
  number,
  objectOf,
  onlyIf,
  quoted,
  escaped,
  said,
  textOf,
  truth,
  unlessNull,
  type Json,
} from './json-sql.js';
import { pageSql, type Page } from './page.js';
import { childListOf, type ChildList } from './relations.js';
import type { ListArgs, Selection } from './selection.js';
import { encryptedToken, foundToken, watchedToken, type Place } from './tokens.js';

const NULL = said('null');
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
    readonly filtering: Page['filtering'],
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
    return `select ${textOf(json)} from "${record.table}" ${alias} where ${condition}`;
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
    const members = membersOf(joined(quoted(`${alias}.id`), said(':'), json));
    return `select ${textOf(members)} from "${record.table}" ${alias} where ${condition}`;
  }

  /** A page of records, as JSON text in one row. */
  list(record: RecordTraits, args: ListArgs, permission: Permission, selection: readonly Selection[]): string {
    return `select ${this.page(record, args, permission, selection)}`;
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

  /** Someone of the organisation itself is no one it looks after. */
  foundMark(record: RecordTraits, alias: string, place: Place): Json {
    return record.subject ? foundToken(this.nonce, this.place(place), this.subject(record, alias)) : said('');
  }

  private place(place: Place): number {
    const key = `${place.table}.${place.column}`;
    let index = this.placeIndex.get(key);
    if (index === undefined) this.placeIndex.set(key, (index = this.places.push(place) - 1));
    return index;
  }

  /** One row as a JSON object. */
  object(record: RecordTraits, alias: string, selection: readonly Selection[], permission: Permission): Json {
    return objectOf(selection.map((each) => ({ key: each.key, json: this.value(record, alias, each, permission) })));
  }

  private value(record: RecordTraits, alias: string, selection: Selection, permission: Permission): Json {
    if (selection.field === '__typename') return said(`"${record.name}"`);
    if (selection.field === 'viewerCan') return this.viewerCan(record, alias, selection);
    const field = record.fields.find((each) => each.name === selection.field);
    if (field)
      return field.kind === 'ref'
        ? this.reference(record, field, alias, selection, permission)
        : this.column(record, field, alias);
    const derived = record.derived.find((each) => each.name === selection.field);
    if (derived) return given(`coalesce(to_json(${derived.sql(rowSql(this.asking, alias))})::text, 'null')`);
    const list = childListOf(record, selection.field);
    if (list) return given(this.children(record, list, alias, selection, permission));
    throw new Error(`${record.name}.${selection.field} cannot be compiled`);
  }

  private column(record: RecordTraits, field: FieldTraits, alias: string): Json {
    if (field.sensitivity !== Sensitivity.BASIC && !this.asking.who.sees.has(field.sensitivity)) {
      this.withheld.add(`${record.name}.${field.name}`);
      return NULL;
    }
    const column = `${alias}."${field.column}"`;
    const value = this.cell(record, field, alias, column);
    const filled = field.optional ? unlessNull(column, value) : value;
    return field.visibleIf ? onlyIf(field.visibleIf(rowSql(this.asking, alias)), filled) : filled;
  }

  /** A value that is there. */
  private cell(record: RecordTraits, field: FieldTraits, alias: string, column: string): Json {
    if (field.encrypted || field.sensitivity !== Sensitivity.BASIC) {
      const place = this.place({ table: record.table, column: field.column, sensitivity: field.sensitivity });
      const subject = this.subject(record, alias);
      if (!field.encrypted) return watchedToken(this.nonce, place, subject, column);
      return encryptedToken(this.nonce, place, `${alias}.id`, subject, column);
    }
    switch (field.kind) {
      case 'moment':
        return moment(column);
      case 'count':
        return number(column);
      case 'flag':
        return truth(column);
      case 'text':
      case 'codes':
        return escaped(column);
      default:
        return quoted(column);
    }
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
  ): Json {
    const target = recordOf(field.target!());
    if (!may(this.asking.who, target.read)) {
      this.withheld.add(`${record.name}.${field.name}`);
      return NULL;
    }
    const inner = this.alias();
    const json = this.object(target, inner, selection.children, target.read);
    const implied = field.visibleWithRow && this.reachesAsFar(permission, target.read);
    const condition = implied ? 'true' : reach(this.asking, target, inner, target.read);
    const shown = field.visibleIf?.(rowSql(this.asking, alias)) ?? 'true';
    const where = all([this.tenant(inner), `${inner}.id = ${alias}."${field.column}"`, condition, shown]);
    return given(`coalesce((select ${textOf(json)} from "${target.table}" ${inner} where ${where}), 'null')`);
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
      return `'null'`;
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

  private viewerCan(record: RecordTraits, alias: string, selection: Selection): Json {
    const known = viewerActionsOf(record);
    const members = selection.children.map(({ key, field }) => {
      if (field === '__typename') return { key, json: said(`"${record.name}ViewerCan"`) };
      if (!known.includes(field)) throw new Error(`${record.name}.viewerCan.${field} cannot be compiled`);
      return { key, json: truth(reach(this.asking, record, alias, record.permissions[field]!)) };
    });
    return objectOf(members);
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
