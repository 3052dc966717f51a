// A required document: a paper that the cases of a programme need.
import { normalForm } from '@haven/kernel';
import { Codes, Count, Day, Flag, Recorded, TenantRecord, Text } from '@haven/platform';
import { isCode } from '../code-lists/code-lists.js';
import { RequiredDocumentPermission } from './required-document.permissions.js';

const documentKind = (value: string) =>
  isCode('document-kinds', value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: 'Codes of the list document-kinds, such as PASSPORT.' } as const);

const shown = (value: string) =>
  normalForm(value) !== '' ? ({ ok: true, value } as const) : ({ ok: false, message: 'Write something.' } as const);

@Recorded({
  table: 'required_document',
  is: 'A paper that the cases of a programme need. It is ended when it is not asked for any more, never deleted.',
  permissions: RequiredDocumentPermission,
  // It belongs to the organisation: whoever keeps it for one team keeps it for all.
  scope: {
    own: ({ col, me }) => `${col('created_by_id')} = ${me()}`,
    team: (_row, teams) => `cardinality(${teams}) > 0`,
  },
  defaultOrder: { property: 'createdAt', direction: 'ASC' },
})
export class RequiredDocument extends TenantRecord {
  @Text({
    is: "Programme whose cases need it, compared with a case's `programme` without regard to case, punctuation and spaces; none for every case.",
    max: 120,
    check: shown,
    listed: true,
    optional: true,
  })
  programme?: string;

  @Text({ is: 'The programme as it is compared.', max: 400, internal: true, optional: true })
  programmeForm?: string;

  @Codes({
    is: 'Kinds of paper, codes of the list document-kinds; any one of them will do. A kind that is wider than others, such as PASSPORT, is satisfied by those too.',
    max: 20,
    check: documentKind,
    listed: true,
  })
  kinds: string[];

  @Text({
    is: 'The paper in words, where its kinds do not say enough; obligatory with the kind OTHER.',
    max: 200,
    check: shown,
    optional: true,
  })
  document?: string;

  @Text({
    is: 'What is to be known about it, such as how to get it, or whether a copy will do.',
    max: 2_000,
    multiline: true,
    check: shown,
    optional: true,
  })
  description?: string;

  @Text({
    is: 'Who asks for it: an authority or a partner, in words.',
    max: 200,
    check: shown,
    optional: true,
  })
  askedBy?: string;

  @Flag({ is: 'Whether a case cannot do without it; otherwise it is helpful.' })
  obligatory: boolean;

  @Flag({ is: 'Whether it counts only once a second person has verified it.' })
  mustBeVerified: boolean;

  @Count({
    is: 'For how many days from today a paper that expires must still be valid; absent or 0 for today only.',
    min: 0,
    max: 3_660,
    optional: true,
  })
  validForDays?: number;

  @Count({
    is: 'Within how many working days after the opening of a case it is to be asked for: a task is made for it. None for no task.',
    min: 0,
    max: 260,
    optional: true,
  })
  dueInWorkingDays?: number;

  @Day({ is: 'First day on which it is asked for; none for always.', listed: true, optional: true })
  activeFrom?: string;

  @Day({
    is: 'First day on which it is not asked for any more; none while no end is known.',
    listed: true,
    optional: true,
  })
  activeBefore?: string;
}
