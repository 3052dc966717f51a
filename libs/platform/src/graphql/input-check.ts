// Input check: what clients say is held against the traits of the field it is for, whole, before a service sees it.
import { badInputs, isId } from '@haven/kernel';
import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLArgument,
  type GraphQLInputType,
} from 'graphql';
import { checkedText } from '../model/text-check.js';
import { fieldsOf, type FieldTraits } from '../model/traits.js';
import { MOST_ITEMS } from './limits/variables.js';

interface Complaint {
  field: string;
  message: string;
}

type Values = { [name: string]: unknown };
/** The class behind an input type, by its name in the schema. */
export type InputClasses = (typeName: string) => Function | undefined;

/** The arguments with their texts in normal form. @throws BAD_USER_INPUT naming every field that is wrong */
export function checkedArguments(definitions: readonly GraphQLArgument[], args: Values, classes: InputClasses): Values {
  const complaints: Complaint[] = [];
  const checked: Values = {};
  for (const { name, type } of definitions) {
    if (args[name] !== undefined) checked[name] = checkedValue(type, args[name], name, classes, complaints, undefined);
  }
  if (complaints.length > 0) throw badInputs(complaints);
  return checked;
}

function checkedValue(
  type: GraphQLInputType,
  value: unknown,
  path: string,
  classes: InputClasses,
  complaints: Complaint[],
  field: FieldTraits | undefined,
): unknown {
  if (value === null || value === undefined) return value;
  if (isNonNullType(type)) return checkedValue(type.ofType, value, path, classes, complaints, field);
  if (isListType(type)) {
    const items = value as unknown[];
    const most = field?.kind === 'codes' ? (field.max ?? MOST_ITEMS) : MOST_ITEMS;
    if (items.length > most) {
      complaints.push({ field: path, message: `At most ${most} items.` });
      return value;
    }
    return items.map((item, index) =>
      checkedValue(
        type.ofType,
        item,
        `${path}[${index}]`,
        classes,
        complaints,
        field?.kind === 'codes' ? { ...field, max: 40 } : field,
      ),
    );
  }
  if (isInputObjectType(type))
    return checkedObject(type.name, type.getFields(), value as Values, path, classes, complaints);
  const name = getNamedType(type).name;
  if (name === 'ID') return checkedId(value, path, complaints);
  if (name === 'String') return checkedString(String(value), path, field, complaints);
  if (field?.kind === 'count') return checkedCount(Number(value), path, field, complaints);
  return extraCheck(field, value, path, complaints);
}

function checkedObject(
  name: string,
  fields: Record<string, { type: GraphQLInputType }>,
  value: Values,
  path: string,
  classes: InputClasses,
  complaints: Complaint[],
): Values {
  const type = classes(name);
  const traits = type ? fieldsOf(type) : [];
  const checked: Values = {};
  for (const [key, { type: fieldType }] of Object.entries(fields)) {
    if (value[key] === undefined) continue;
    const field = traits.find((each) => each.property === key);
    checked[key] = checkedValue(fieldType, value[key], path ? `${path}.${key}` : key, classes, complaints, field);
  }
  return checked;
}

function checkedId(value: unknown, path: string, complaints: Complaint[]): unknown {
  const id = String(value).toLowerCase();
  // An id in the wrong form is that of nothing, but saying so early spares a trip to Postgres.
  if (!isId(id))
    complaints.push({ field: path, message: 'An id is a UUID such as 018f4e2a-7b1c-7c3d-9e4f-5a6b7c8d9e0f.' });
  return id;
}

function checkedString(value: string, path: string, field: FieldTraits | undefined, complaints: Complaint[]): unknown {
  const result = checkedText(value, field);
  if (result.ok) return result.value;
  complaints.push({ field: path, message: result.message });
  return value;
}

function checkedCount(value: number, path: string, field: FieldTraits, complaints: Complaint[]): unknown {
  const { min = -Infinity, max = Infinity } = field;
  if (value < min || value > max) complaints.push({ field: path, message: `Must be between ${min} and ${max}.` });
  return value;
}

function extraCheck(field: FieldTraits | undefined, value: unknown, path: string, complaints: Complaint[]): unknown {
  if (!field?.check) return value;
  const result = field.check(value as never);
  if (result.ok) return result.value;
  complaints.push({ field: path, message: result.message });
  return value;
}
