// The repository: how services fetch and save records. Scope, tenant, encryption, versions and audit are applied here,
// so that there is no other way to write and no path that can forget them.
import { badInput, commonErrors, DomainError, newId, now } from '@haven/kernel';
import { Inject, type Provider } from '@nestjs/common';
import type { Permission } from '../../access/permissions.js';
import { Sensitivity } from '../../access/sensitivity.js';
import { Keyring } from '../../crypto/keyring.js';
import type { KeyRequest } from '../../crypto/key-request.js';
import { forbidden, may } from '../../access/who.js';
import { fieldOf, recordOf, type RecordClass, type RecordTraits } from '../../model/traits.js';
import type { TenantRecord } from '../../model/record.js';
import { AuditAction, auditSql, type Change } from '../audit.js';
import { Params } from '../params.js';
import { all, reach } from '../reach.js';
import { unitOfWork } from '../unit-of-work.js';
import { blindIndexParts } from './blind-index.js';
import { changesBetween } from './changes.js';
import { columnsOf, decryptRow, readRow, subjectOf, writeCells } from './rows.js';

type Values = { [property: string]: unknown };
type Where<T> = { [K in keyof T]?: T[K] | readonly T[K][] | null };
/** What a new record is made from; ids, versions and moments are filled in. */
export type Draft<T extends TenantRecord> = Partial<T> & Omit<T, keyof TenantRecord | 'viewerCan' | MethodNames<T>>;
type MethodNames<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T];

/** A change came with a version that is no longer the current one. The door adds the current state to the answer. */
export class StaleVersion extends DomainError {
  constructor(
    readonly record: RecordTraits,
    readonly id: string,
  ) {
    super('CONFLICT', 'Somebody changed this record meanwhile. Look at its current state and try again.');
  }
}

export class Repository<T extends TenantRecord> {
  private readonly record: RecordTraits;
  private readonly loaded = new WeakMap<T, Values>();

  constructor(
    private readonly type: RecordClass<T>,
    private readonly keyring: Keyring,
  ) {
    this.record = recordOf(type);
  }

  /**
   * The record, for changing it within the operation under way.
   * @param permission what is about to be done to it
   * @param expected the version the client saw, held against the row before any rule is: a move that the client could not
   * know to be gone is a conflict, not a forbidden move
   * @throws NOT_FOUND for a row that the asker does not see, as for one that does not exist; FORBIDDEN for one that the asker sees
   * and the permission does not reach; CONFLICT
   */
  async one(id: string, permission: Permission, expected?: number): Promise<T> {
    const found = await this.within(id, permission, true);
    if (expected !== undefined && found.version !== expected) throw new StaleVersion(this.record, id);
    return found;
  }

  /** The record without a lock, for what changes nothing of it. @throws NOT_FOUND, FORBIDDEN, as {@link one} */
  async within(id: string, permission: Permission, lock = false): Promise<T> {
    const [found] = await this.find({ id } as Where<T>, permission, { limit: 1, lock });
    if (!found) throw await this.outOfReach(id, permission);
    return found;
  }

  /** Whoever sees the record is told what they lack; to everyone else it is as if it did not exist. */
  private async outOfReach(id: string, permission: Permission): Promise<DomainError> {
    const { who } = unitOfWork();
    const [seen] = may(who, this.record.read)
      ? await this.find({ id } as Where<T>, this.record.read, { limit: 1 })
      : [];
    return seen ? forbidden(permission, ` It does not reach this ${this.record.name}.`) : commonErrors.NOT_FOUND();
  }

  /** Records that match, within the permission's reach; never more than `limit`. */
  async find(
    where: Where<T>,
    permission: Permission | 'unscoped',
    { limit, lock = false }: { limit: number; lock?: boolean },
  ): Promise<T[]> {
    const { sql, values: asked } = this.condition(where, permission);
    const { rows } = await unitOfWork().run(
      `select ${columnsOf(this.record, 't')} from "${this.record.table}" t where ${sql} order by t.id limit ${limit}${lock ? ' for update' : ''}`,
      asked,
    );
    const values = rows.map((row) => readRow(this.record, row));
    if (this.record.fields.some((field) => field.encrypted) && values.length > 0) {
      const keys = await this.keys([...new Set(values.map((each) => subjectOf(this.record, each)))]);
      for (const each of values) decryptRow(this.record, each, keys);
    }
    return values.map((each) => this.hydrated(each));
  }

  /** How many records match, whoever asks: for rules such as "no open task". */
  async count(where: Where<T>): Promise<number> {
    const { sql, values } = this.condition(where, 'unscoped');
    const { rows } = await unitOfWork().run(`select count(*) from "${this.record.table}" t where ${sql}`, values);
    return Number(rows[0]![0]);
  }

  /** Saves a new record. Saving the same client-made id again is refused with CONFLICT. */
  async add(draft: Draft<T>): Promise<T> {
    const { who } = unitOfWork();
    const at = now();
    const values: Values = {
      id: newId(),
      createdAt: at,
      updatedAt: at,
      createdById: who.userId,
      version: 1,
      ...draft,
      organizationId: who.organizationId,
    };
    const keys = await this.keysFor(values, this.record.subject === 'self');
    const params = new Params();
    const properties = this.record.fields.map((field) => field.property);
    const cells = writeCells(this.record, values, properties, keys);
    const columns = ['organization_id', ...cells.map((cell) => cell.column)];
    const placeholders = [params.organization, ...cells.map((cell) => params.add(cell.value, cell.cast))];
    const changes = changesBetween(this.record, {}, values);
    const parts = [
      `saved as (insert into "${this.record.table}" (${columns.map((column) => `"${column}"`).join(', ')}) values (${placeholders.join(', ')}) returning 1)`,
      `audited as (${this.audit(AuditAction.CREATE, values, changes, keys, params)})`,
      ...blindIndexParts(this.record, values, properties, keys, params),
    ];
    await unitOfWork().run(`with ${parts.join(', ')} select count(*) from saved`, params.filled({ who }));
    return this.hydrated(values);
  }

  /**
   * Saves what was changed on a record that this repository fetched; nothing changed, nothing is written.
   * @param expected the version the client saw. @throws CONFLICT when it is not the current one
   */
  async save(record: T, expected?: number, reason?: string): Promise<T> {
    const before = this.loaded.get(record);
    if (!before) throw new Error(`This ${this.record.name} was not fetched here: use add() for a new one`);
    if (expected !== undefined && expected !== before.version) throw new StaleVersion(this.record, record.id);
    const after = { ...(record as unknown as Values) };
    const changes = changesBetween(this.record, before, after);
    const properties = Object.keys(changes);
    if (properties.length === 0) return record;
    Object.assign(after, { version: record.version + 1, updatedAt: now() });
    const { who } = unitOfWork();
    const keys = await this.keysFor(after, false);
    const params = new Params();
    const cells = writeCells(this.record, after, [...properties, 'version', 'updatedAt'], keys);
    const assignments = cells.map((cell) => `"${cell.column}" = ${params.add(cell.value, cell.cast)}`).join(', ');
    const condition = `organization_id = ${params.organization} and id = ${params.add(record.id, '::uuid')} and version = ${params.add(before.version, '::integer')}`;
    const parts = [
      `saved as (update "${this.record.table}" set ${assignments} where ${condition} returning 1)`,
      `audited as (${this.audit(AuditAction.CHANGE, after, changes, keys, params, reason)})`,
      ...blindIndexParts(this.record, after, properties, keys, params),
    ];
    const { rows } = await unitOfWork().run(
      `with ${parts.join(', ')} select count(*) from saved`,
      params.filled({ who }),
    );
    if (rows[0]![0] !== '1') throw new StaleVersion(this.record, record.id);
    Object.assign(record, { version: after.version, updatedAt: after.updatedAt });
    this.loaded.set(record, after);
    return record;
  }

  private condition(where: Where<T>, permission: Permission | 'unscoped'): { sql: string; values: unknown[] } {
    const { who } = unitOfWork();
    const params = new Params();
    const conditions = [`t.organization_id = ${params.organization}`];
    for (const [property, value] of Object.entries(where)) {
      const field = fieldOf(this.record, property);
      const column = `t."${field.column}"`;
      if (value === undefined) throw new Error(`${this.record.name}.${property} is looked for without a value`);
      if (value === null) conditions.push(`${column} is null`);
      else if (Array.isArray(value)) conditions.push(`${column} = any(${params.add(value)})`);
      else conditions.push(`${column} = ${params.add(value)}`);
    }
    if (permission !== 'unscoped') conditions.push(reach({ who, params }, this.record, 't', permission));
    return { sql: all(conditions), values: params.filled({ who }) };
  }

  private audit(
    action: AuditAction,
    values: Values,
    changes: Record<string, Change>,
    keys: KeyRequest,
    params: Params,
    reason?: string,
  ): string {
    const { who } = unitOfWork();
    const subject = subjectOf(this.record, values);
    const classes = new Set(Object.keys(changes).map((property) => fieldOf(this.record, property).sensitivity));
    classes.delete(Sensitivity.BASIC);
    return auditSql(
      who,
      {
        action,
        record: { type: this.record.name, id: values.id as string },
        subjects: subject === who.organizationId ? [] : [subject],
        classes: [...classes],
        changes,
        reason,
        keySubject: subject,
        keys,
      },
      params,
    );
  }

  private async keysFor(values: Values, fresh: boolean): Promise<KeyRequest> {
    const subject = subjectOf(this.record, values);
    // Nobody may have the organisation's own key: their erasure would take everyone's.
    if (fresh && subject === values.organizationId) throw badInput('input.id', 'This id is taken.');
    // The key comes before the row: an orphan key is harmless, a row without a key is lost.
    if (fresh) await this.keyring.createSubjects(unitOfWork().who.organizationId, [subject]);
    return this.keys([subject]);
  }

  private keys(subjects: readonly string[]): Promise<KeyRequest> {
    return this.keyring.load(unitOfWork().who.organizationId, subjects);
  }

  private hydrated(values: Values): T {
    const record = Object.assign(Object.create(this.type.prototype as object), values) as T;
    this.loaded.set(record, { ...values });
    return record;
  }
}

/** Injects the repository of a record: `@Repo(Case) private readonly cases: Repository<Case>`. */
export const Repo = (type: RecordClass): ParameterDecorator => Inject(repositoryToken(type));
const tokens = new Map<RecordClass, symbol>();
export function repositoryToken(type: RecordClass): symbol {
  let token = tokens.get(type);
  if (!token) tokens.set(type, (token = Symbol(`Repository of ${type.name}`)));
  return token;
}

/** Providers of the repositories of a feature's records. */
export const repositories = (...types: RecordClass<TenantRecord>[]): Provider[] =>
  types.map((type) => ({
    provide: repositoryToken(type),
    useFactory: (keyring: Keyring) => new Repository(type, keyring),
    inject: [Keyring],
  }));
