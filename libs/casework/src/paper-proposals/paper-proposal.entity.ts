// A paper's proposal: what the machine-readable zone of a document's picture says. Nothing of it holds before somebody has looked at it.
import { User } from '@haven/identity';
import { Choice, Codes, Day, Id, Moment, Recorded, Ref, Sensitivity, TenantRecord, Text } from '@haven/platform';
import { registerEnumType } from '@nestjs/graphql';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { DocumentVersion, ofSeenClass } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { documentKind, documentNumber, IdentityDocument } from '../identity-documents/identity-document.entity.js';
import { NameKind, SpellingScheme } from '../person-names/person-name.entity.js';

export enum PaperProposalStatus {
  PROPOSED = 'PROPOSED',
  ACCEPTED = 'ACCEPTED',
  REFUSED = 'REFUSED',
  OUTDATED = 'OUTDATED',
}
registerEnumType(PaperProposalStatus, {
  name: 'PaperProposalStatus',
  description: 'What became of a proposal.',
  valuesMap: {
    PROPOSED: { description: 'Nobody has decided yet.' },
    ACCEPTED: { description: 'Somebody took over what it says, or a part of it.' },
    REFUSED: { description: 'Somebody refused it; it changed nothing.' },
    OUTDATED: {
      description: 'Another file of the document is current. It is proposed again if its own file is restored.',
    },
  },
});

export enum ReadingConfidence {
  HIGH = 'HIGH',
  MEDIUM = 'MEDIUM',
  LOW = 'LOW',
}
registerEnumType(ReadingConfidence, {
  name: 'ReadingConfidence',
  description: 'How far a reading can be trusted. The lines of names have no check digit, whatever stands here.',
  valuesMap: {
    HIGH: { description: 'All check digits hold, two readings of the picture were alike, and the states exist.' },
    MEDIUM: { description: 'All check digits hold.' },
    LOW: { description: 'The check digit of the personal number, or the one over the whole, does not hold.' },
  },
});

/** The check digits of a zone, by what they stand for. */
export const ZONE_CHECKS = ['NUMBER', 'BIRTH_DATE', 'EXPIRES_ON', 'PERSONAL_NUMBER', 'COMPOSITE'] as const;

const zoneCheck = (value: string) =>
  (ZONE_CHECKS as readonly string[]).includes(value)
    ? ({ ok: true, value } as const)
    : ({ ok: false, message: `One of ${ZONE_CHECKS.join(', ')}.` } as const);

/** What stands in the zone itself: encrypted, and for those who see the class of the document. */
const inTheZone = {
  encrypted: true,
  sensitivity: Sensitivity.IDENTITY,
  visibleIf: ofSeenClass,
  optional: true,
} as const;

@Recorded({
  table: 'paper_proposal',
  is: 'What the machine-readable zone in a picture of a document says, for somebody to accept or refuse.',
  // Deciding takes both: what is known of the document may change, and of the person.
  permissions: { read: DocumentPermission.read, add: DocumentPermission.add, update: ApplicantPermission.update },
  subject: 'applicantId',
  owner: { record: () => Document, by: 'documentId' },
  keepFor: 10,
})
export class PaperProposal extends TenantRecord {
  @Ref(() => Document, { is: 'Document whose picture was read.', listed: true, visibleWithRow: true })
  documentId: string;

  @Id({ is: 'Whose document it is.', internal: true })
  applicantId: string;

  @Ref(() => DocumentVersion, { is: 'File that was read.', visibleWithRow: true })
  fileId: string;

  @Choice(PaperProposalStatus, { is: 'What became of it.', listed: true })
  status: PaperProposalStatus;

  @Text({
    is: 'Kind of paper that it proposes: a code of the list document-kinds.',
    max: 40,
    check: documentKind,
    listed: true,
  })
  kind: string;

  @Text({ is: 'Country that issued the paper, ISO 3166-1 alpha-2; none for an organisation.', max: 2, optional: true })
  issuingCountry?: string;

  @Text({ is: 'Nationality, ISO 3166-1 alpha-2; none for a person without a state.', max: 2, optional: true })
  nationality?: string;

  @Day({ is: 'Last day of validity.', optional: true })
  expiresOn?: string;

  @Choice(ReadingConfidence, { is: 'How far the reading can be trusted.', listed: true })
  confidence: ReadingConfidence;

  @Codes({
    is: 'Check digits that do not hold: NUMBER, BIRTH_DATE, EXPIRES_ON, PERSONAL_NUMBER, or COMPOSITE for the one over the whole.',
    max: ZONE_CHECKS.length,
    check: zoneCheck,
  })
  failedChecks: string[];

  @Choice(NameKind, { is: 'What the name on the paper is to the person: TRANSLITERATED, or LEGAL in its own script.' })
  nameKind: NameKind;

  @Text({ is: 'Script of the name, ISO 15924: Latn, or Cyrl from a Russian internal passport.', max: 4 })
  script: string;

  @Choice(SpellingScheme, {
    is: 'By which rules the name was brought into Latin letters, where the paper tells.',
    optional: true,
  })
  scheme?: SpellingScheme;

  @Text({ is: 'Series and number of the paper.', max: 60, check: documentNumber, ...inTheZone })
  number?: string;

  @Text({ is: 'Birth date, as exact as the zone has it.', max: 10, partialDay: true, ...inTheZone })
  birthDate?: string;

  @Text({ is: 'Family name, in capitals as the zone has it.', max: 100, ...inTheZone })
  family?: string;

  @Text({ is: 'Given names, in capitals as the zone has them.', max: 100, ...inTheZone })
  given?: string;

  @Text({ is: 'Patronymic; only a Russian internal passport has it in its zone.', max: 100, ...inTheZone })
  patronymic?: string;

  @Text({ is: 'What the issuer wrote in the optional fields, often a personal number.', max: 60, ...inTheZone })
  personalNumber?: string;

  @Text({ is: 'FEMALE or MALE as the paper has it; absent when it says neither.', max: 6, ...inTheZone })
  sex?: string;

  @Text({
    is: 'The lines of the zone as they were read, to be held beside the picture.',
    max: 140,
    multiline: true,
    ...inTheZone,
  })
  lines?: string;

  @Ref(() => User, { is: 'Who accepted or refused it.', listed: true, optional: true })
  decidedById?: string;

  @Moment({ is: 'When it was accepted or refused.', listed: true, optional: true })
  decidedAt?: Date;

  @Ref(() => IdentityDocument, { is: 'Identity document that was made of it.', optional: true })
  identityDocumentId?: string;
}
