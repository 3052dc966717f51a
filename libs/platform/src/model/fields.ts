// Fields: the vocabulary in which a noun says what it is. Each decorator is column, API field, list mark and sensitivity in one line.
import { Field, ID, Int } from '@nestjs/graphql';
import type { RowRule } from '../access/rules.js';
import { Sensitivity } from '../access/sensitivity.js';
import { DayScalar, MomentScalar, PartialDayScalar } from './scalars.js';
import {
  addDerived,
  addField,
  columnName,
  type DerivedTraits,
  type FieldKind,
  type FieldTraits,
  type RecordClass,
} from './traits.js';

export interface FieldOptions {
  /** What the field means, with units and format; printed into the schema. */
  is: string;
  /** BASIC unless said otherwise; what is not BASIC is shown only to roles that see the class, and every showing is audited. */
  sensitivity?: Sensitivity;
  optional?: boolean;
  internal?: boolean;
  listed?: boolean;
  /** The value is shown, and can be filtered by, only in rows where this holds; elsewhere it reads as absent. */
  visibleIf?: RowRule;
}

export interface TextOptions extends FieldOptions {
  max: number;
  pattern?: RegExp;
  encrypted?: boolean;
  findable?: 'whole' | 'parts';
  /** The forms under which a findable value is kept and looked for; a value is found when it has every form of what is looked for. */
  searchForm?: (value: string) => string[];
  multiline?: boolean;
  check?: FieldTraits['check'];
  /** A date as exact as it is known, such as a birth date. */
  partialDay?: boolean;
}

interface NumberOptions extends FieldOptions {
  min?: number;
  max?: number;
}

type Decorated = (target: object, property: string) => void;

function field(
  kind: FieldKind,
  type: () => unknown,
  options: FieldOptions & Partial<FieldTraits>,
  nullable = options.optional,
): Decorated {
  return (target, property) => {
    const name = options.name ?? property;
    const sensitivity = options.sensitivity ?? Sensitivity.BASIC;
    const optional = options.optional ?? false;
    const internal = options.internal ?? false;
    const { is, ...rest } = options;
    addField(target.constructor, {
      encrypted: false,
      findable: false,
      multiline: false,
      listed: false,
      ...rest,
      property,
      name,
      column: columnName(property),
      kind,
      description: is,
      sensitivity,
      optional,
      internal,
    });
    // A viewer who may not see the class gets null, so only BASIC fields can promise a value.
    if (!internal) {
      Field(type as never, {
        name,
        description: is,
        nullable: nullable || sensitivity !== Sensitivity.BASIC || options.visibleIf !== undefined,
      })(target, property);
    }
  };
}

/** A text of one line, or of many with `multiline`. `max` counts characters. */
export const Text = (options: TextOptions): Decorated =>
  field('text', () => (options.partialDay ? PartialDayScalar : String), options);

/** One value of an enum whose keys equal its values. */
export const Choice = (choice: Record<string, string>, options: FieldOptions): Decorated =>
  field('choice', () => choice, { ...options, choice });

/** Several codes of a code list, stored as text[]. */
export const Codes = (options: FieldOptions & { max: number; check?: FieldTraits['check'] }): Decorated =>
  field('codes', () => [String], options);

export const Day = (options: FieldOptions & Pick<FieldTraits, 'check'>): Decorated =>
  field('day', () => DayScalar, options);
export const Moment = (options: FieldOptions): Decorated => field('moment', () => MomentScalar, options);
export const Count = (options: NumberOptions): Decorated => field('count', () => Int, options);
export const Flag = (options: FieldOptions): Decorated => field('flag', () => Boolean, options);
/**
 * A reference to another record, written on the id property: `@Ref(() => Team, …) teamId` is the column team_id, the input field teamId and the output field team.
 * `visibleWithRow` says that whoever sees this row sees that one: the reader then needs no second scope check.
 */
export const Ref = (target: () => RecordClass, options: FieldOptions & { visibleWithRow?: boolean }): Decorated => {
  return (prototype, property) => {
    const name = property.replace(/Id$/, '');
    // Who sees the row may still not see where it leads, so only `visibleWithRow` can promise a value.
    field(
      'ref',
      target,
      { ...options, target, name },
      options.optional || !options.visibleWithRow,
    )(prototype, property);
  };
};

export const Id = (options: FieldOptions): Decorated => field('id', () => ID, options);

/** A value worked out by Postgres from the row at the moment of reading; never stored. */
export const Derived =
  (type: () => unknown, options: { is: string; sql: DerivedTraits['sql']; nullable?: boolean }): Decorated =>
  (target, property) => {
    addDerived(target.constructor, { name: property, type, description: options.is, sql: options.sql });
    Field(type as never, { description: options.is, nullable: options.nullable ?? false })(target, property);
  };
