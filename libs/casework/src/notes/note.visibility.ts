// Who sees which note. One rule for what a note says now and for what it said before.
import type { RowRule, RowSql } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { NotePermission } from './note.permissions.js';

export enum NoteVisibility {
  TEAM = 'TEAM',
  RESTRICTED = 'RESTRICTED',
  PRIVILEGED = 'PRIVILEGED',
}
registerEnumType(NoteVisibility, {
  name: 'NoteVisibility',
  description: 'Who sees a note among those who see its case.',
  valuesMap: {
    TEAM: { description: 'Everyone who may read notes of the case.' },
    RESTRICTED: {
      description: 'Its author, the caseworker in charge of the case, and who holds note.restricted there.',
    },
    PRIVILEGED: { description: 'Covered by legal privilege: only who holds note.privileged there, whoever wrote it.' },
  },
});

/** A condition on the case, which stands as `k`, of a row that has a case_id. */
export const ofItsCase = ({ col }: RowSql, condition: string): string =>
  condition === 'false'
    ? 'false'
    : `exists (select from "case" k where k.organization_id = ${col('organization_id')} and k.id = ${col('case_id')} and ${condition})`;

/**
 * Needs the columns visibility, author_id and case_id. What counts is whether a permission reaches this note's case:
 * a legal adviser of one team has no privilege in the cases of another.
 */
export const asItsVisibilityAllows: RowRule = (row) => {
  const visibility = row.col('visibility');
  const restricted = `(k.assignee_id = ${row.me()} or ${row.reaches(Case, NotePermission.restricted, 'k')})`;
  const privileged = row.reaches(Case, NotePermission.privileged, 'k');
  return `(${[
    `${visibility} = 'TEAM'`,
    `${visibility} = 'RESTRICTED' and (${row.col('author_id')} = ${row.me()} or ${ofItsCase(row, restricted)})`,
    `${visibility} = 'PRIVILEGED' and ${ofItsCase(row, privileged)}`,
  ].join(' or ')})`;
};
