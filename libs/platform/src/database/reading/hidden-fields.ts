// Hidden fields: what a row's own rules keep from the asking user now, for what is told of the row elsewhere than in a compiled read.
import type { RecordTraits } from '../../model/traits.js';
import { Params } from '../params.js';
import { rowSql } from '../reach.js';
import { unitOfWork } from '../unit-of-work.js';

/** Properties that are kept back, by the row's id; of a row that is not there, every one that has a rule. */
export async function hiddenFields(
  record: RecordTraits,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const ruled = record.fields.filter((field) => field.visibleIf);
  if (ruled.length === 0 || ids.length === 0) return new Map();
  const hidden = new Map(ids.map((id) => [id, new Set(ruled.map(({ property }) => property))]));
  const { who } = unitOfWork();
  const params = new Params();
  const row = rowSql({ who, params }, 't');
  const conditions = ruled.map((field) => field.visibleIf!(row)).join(', ');
  const { rows } = await unitOfWork().run(
    `select t.id, ${conditions} from "${record.table}" t where t.organization_id = ${params.organization} and t.id = any(${params.add(ids, '::uuid[]')})`,
    params.filled({ who }),
  );
  for (const [id, ...visible] of rows)
    for (const [index, { property }] of ruled.entries()) if (visible[index] === 't') hidden.get(id!)!.delete(property);
  return hidden;
}
