// The blind index: a row for every form under which an encrypted value is found, kept in step by the statement that writes the value.
import type { KeyRequest } from '../../crypto/key-request.js';
import { fieldOf, type RecordTraits } from '../../model/traits.js';
import type { Params } from '../params.js';
import { searchFieldOf, searchForms } from '../reading/filters.js';
import { subjectOf } from './rows.js';

type Values = { [property: string]: unknown };

/** Parts of a WITH that put new tokens in and take outdated ones out, for the findable fields among `properties`. */
export function blindIndexParts(
  record: RecordTraits,
  values: Values,
  properties: readonly string[],
  keys: KeyRequest,
  params: Params,
): string[] {
  return properties.flatMap((property) => {
    const field = fieldOf(record, property);
    if (!field.findable) return [];
    const searchField = searchFieldOf(record, field);
    const id = params.once('record', values.id, '::uuid');
    const subject = params.once('subject', subjectOf(record, values), '::uuid');
    const value = values[property];
    const forms = value === null || value === undefined ? [] : searchForms(field, String(value));
    const tokens = [...new Set(forms)].map((form) =>
      params.add(String(keys.searchToken(searchField, form)), '::bigint'),
    );
    const outdated = tokens.length > 0 ? `and token not in (${tokens.join(', ')})` : '';
    const parts = [
      `outdated_${field.column} as (delete from "search_token" where organization_id = ${params.organization} and record_id = ${id} and field = '${searchField}' ${outdated})`,
    ];
    if (tokens.length > 0) {
      const rows = tokens.map((token) => `(${params.organization}, '${searchField}', ${token}, ${id}, ${subject})`);
      parts.push(
        `indexed_${field.column} as (insert into "search_token" (organization_id, field, token, record_id, subject_id) values ${rows.join(', ')} on conflict do nothing)`,
      );
    }
    return parts;
  });
}
