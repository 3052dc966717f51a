// Inputs: what may be said of a noun, picked from its fields so that limits and meanings are written once.
import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { DayScalar, MomentScalar, PartialDayScalar } from './scalars.js';
import { addField, fieldOf, recordOf, type FieldTraits, type RecordClass } from './traits.js';

type Picked<T, K extends keyof T, O extends keyof T> = Pick<T, K> & Partial<Pick<T, O>>;
type InputClass<T> = abstract new () => T;

/**
 * A base class for an input: `required` fields must be there, `optional` ones may be left out.
 * References stand as their id property (`teamId`).
 */
export function pick<T extends object, K extends keyof T & string, O extends keyof T & string = never>(
  type: RecordClass<T>,
  required: readonly K[],
  optional: readonly O[] = [],
): InputClass<Picked<T, K, O>> {
  abstract class Picking {}
  InputType({ isAbstract: true })(Picking);
  const record = recordOf(type);
  for (const property of [...required, ...optional]) {
    const field = {
      ...fieldOf(record, property),
      optional: (optional as readonly string[]).includes(property),
      name: property,
    };
    addField(Picking, field);
    Field(inputType(field) as never, { description: field.description, nullable: field.optional })(
      Picking.prototype,
      property,
    );
  }
  return Picking as unknown as InputClass<Picked<T, K, O>>;
}

function inputType(field: FieldTraits): () => unknown {
  switch (field.kind) {
    case 'id':
    case 'ref':
      return () => ID;
    case 'choice':
      return () => field.choice;
    case 'codes':
      return () => [String];
    case 'day':
      return () => DayScalar;
    case 'moment':
      return () => MomentScalar;
    case 'count':
      return () => Int;
    case 'flag':
      return () => Boolean;
    case 'text':
      return () => (field.partialDay ? PartialDayScalar : String);
  }
}
