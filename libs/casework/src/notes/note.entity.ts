// A note: what was said or seen in a case.
import { User } from '@haven/identity';
import { Choice, Derived, Id, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { Case } from '../cases/case.entity.js';
import { NotePermission } from './note.permissions.js';
import { asItsVisibilityAllows, NoteVisibility, ofItsCase } from './note.visibility.js';

export enum NoteKind {
  CONTACT = 'CONTACT',
  HOME_VISIT = 'HOME_VISIT',
  OFFICE_VISIT = 'OFFICE_VISIT',
  PHONE_CALL = 'PHONE_CALL',
  MESSAGE = 'MESSAGE',
  LEGAL_ADVICE = 'LEGAL_ADVICE',
  MEETING = 'MEETING',
  OBSERVATION = 'OBSERVATION',
  OTHER = 'OTHER',
}
registerEnumType(NoteKind, {
  name: 'NoteKind',
  description: 'What a note is about.',
  valuesMap: {
    CONTACT: { description: 'Contact with the person that is none of the others.' },
    HOME_VISIT: { description: 'A visit where the person stays.' },
    OFFICE_VISIT: { description: 'The person came to the office.' },
    PHONE_CALL: { description: 'A call, by whatever system.' },
    MESSAGE: { description: 'A message to or from the person.' },
    LEGAL_ADVICE: { description: 'Advice on law. Its visibility is a choice of its own.' },
    MEETING: { description: 'A meeting about the case, with or without the person.' },
    OBSERVATION: { description: 'Something that was seen.' },
    OTHER: { description: 'None of these.' },
  },
});

@Recorded({
  table: 'case_note',
  is: 'What was said or seen in a case. It is never deleted; a correction leaves what it said before among its `versions`.',
  permissions: NotePermission,
  // Whether a note may be corrected depends on its author, too: `correctable` tells it.
  apart: ['write', 'correct', 'restricted', 'privileged'],
  subject: 'applicantId',
  owner: { record: () => Case, by: 'caseId' },
  rule: asItsVisibilityAllows,
  defaultOrder: { property: 'occurredAt', direction: 'DESC' },
  keepFor: 10,
})
export class CaseNote extends TenantRecord {
  @Ref(() => Case, { is: 'Case that the note belongs to.', listed: true })
  caseId: string;

  @Id({ is: 'The person whom the case is for.', internal: true })
  applicantId: string;

  @Choice(NoteKind, { is: 'What the note is about.', listed: true })
  kind: NoteKind;

  @Choice(NoteVisibility, { is: 'Who sees the note among those who see its case.', listed: true })
  visibility: NoteVisibility;

  @Text({
    is: 'What it is about, in one line.',
    max: 300,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
    optional: true,
  })
  subject?: string;

  @Text({
    is: 'What was said or seen.',
    max: 100_000,
    multiline: true,
    encrypted: true,
    sensitivity: Sensitivity.PERSECUTION,
  })
  text: string;

  @Moment({ is: 'When it was said or seen.', listed: true })
  occurredAt: Date;

  @Ref(() => User, { is: 'Who wrote the note; a correction does not change it.', listed: true })
  authorId: string;

  @Ref(() => User, { is: 'Who made the last correction; none while nothing was corrected.', optional: true })
  correctedById?: string;

  @Derived(() => Boolean, {
    is: 'Whether the asking user may correct it: the author may, and who holds note.correct in this case.',
    sql: (row) => {
      const own = `${row.col('author_id')} = ${row.me()} and ${ofItsCase(row, row.reaches(Case, NotePermission.write, 'k'))}`;
      return `(${own} or ${ofItsCase(row, row.reaches(Case, NotePermission.correct, 'k'))})`;
    },
  })
  readonly correctable?: boolean;
}
