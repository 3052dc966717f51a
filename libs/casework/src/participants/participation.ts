// Participation: in which cases somebody works along today. The scope rule of cases says it, so that it holds wherever a case is reached.
import type { RowSql } from '@haven/platform';

/**
 * Whether the asking user works along on the case that the row is. The subquery knows nothing of the row, so Postgres asks it once a statement
 * and looks each row up in a hash: lists and counts cost what they cost without it.
 */
export const workedOnAlong = ({ col, organization, me, today }: RowSql): string =>
  `${col('id')} in (select p.case_id from "case_participant" p where p.organization_id = ${organization()} and p.user_id = ${me()} and p.ended_at is null and p.valid_from <= ${today()} and (p.valid_until is null or p.valid_until >= ${today()}))`;
