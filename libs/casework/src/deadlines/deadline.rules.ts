// Which deadlines an applicant has: worked out from papers, statuses and stays, and from nothing else.
import { addDays } from '@haven/kernel';
import type { Document } from '../documents/document.entity.js';
import { DocumentStatus, DocumentVerification } from '../documents/document.status.js';
import { IdentityDocumentStatus, type IdentityDocument } from '../identity-documents/identity-document.entity.js';
import { ResidenceState, type ResidenceStatus } from '../residence-statuses/residence-status.entity.js';
import { endOfStay, registrationOf, type StayDays } from '../stay-rules/stay-reckoning.js';
import { DeadlineKind, type Deadline } from './deadline.entity.js';

export type Paper = Pick<IdentityDocument, 'id' | 'kind' | 'issuingCountry' | 'expiresOn' | 'status' | 'withdrawnAt'>;
export type Status = Pick<
  ResidenceStatus,
  'id' | 'country' | 'basis' | 'status' | 'validFrom' | 'validUntil' | 'appealUntil'
>;

export type Scan = Pick<Document, 'id' | 'kind' | 'issuingCountry' | 'expiresOn' | 'status' | 'verification'>;

export interface Situation {
  nationalities: readonly string[];
  papers: readonly Paper[];
  documents: readonly Scan[];
  statuses: readonly Status[];
  stays: readonly StayDays[];
}

/** A deadline as it should stand. */
export type Reckoned = Pick<Deadline, 'kind' | 'dueOn'> &
  Partial<Pick<Deadline, 'country' | 'rule' | 'identityDocumentId' | 'documentId' | 'residenceStatusId' | 'stayId'>>;

/** Bases whose end is the end of a visa. */
const VISAS = ['TOURIST_VISA', 'HUMANITARIAN_VISA', 'NATIONAL_VISA_D'];
/** Bases under which days are counted; every other one gives its holder a time of its own. */
const SHORT_STAYS = ['VISA_FREE_STAY', 'TOURIST_VISA'];

export function deadlinesOf(situation: Situation, today: string): Reckoned[] {
  const { papers, documents, statuses, stays } = situation;
  return [
    ...papers.flatMap((paper) => ofPaper(paper, papers)),
    ...documents.flatMap((document) => ofDocument(document, situation)),
    ...statuses.flatMap((status) => ofStatus(status, statuses)),
    ...stays.flatMap((stay) => ofStay(stay, situation, today)),
  ];
}

function ofPaper(paper: Paper, papers: readonly Paper[]): Reckoned[] {
  const { id, kind, issuingCountry, expiresOn } = paper;
  if (!expiresOn || !isGood(paper) || papers.some((other) => replaces(other, paper))) return [];
  return [
    {
      kind: kind === 'VISA' ? DeadlineKind.VISA_ENDS : DeadlineKind.PAPER_EXPIRES,
      dueOn: expiresOn,
      country: issuingCountry,
      identityDocumentId: id,
    },
  ];
}

/** A document that was handed in counts for itself, unless an identity document or a newer document of its kind already speaks for it. */
function ofDocument(document: Scan, { papers, documents }: Situation): Reckoned[] {
  const { id, kind, issuingCountry, expiresOn } = document;
  if (!expiresOn || !isThere(document)) return [];
  const spokenFor =
    papers.some((paper) => isGood(paper) && isSame(paper, document) && (paper.expiresOn ?? '') >= expiresOn) ||
    documents.some((other) => isThere(other) && isSame(other, document) && (other.expiresOn ?? '') > expiresOn);
  if (spokenFor) return [];
  const lost = kind === 'VISA' ? DeadlineKind.VISA_ENDS : DeadlineKind.PAPER_EXPIRES;
  return [{ kind: lost, dueOn: expiresOn, country: issuingCountry, documentId: id }];
}

const isThere = ({ status, verification }: Scan): boolean =>
  status === DocumentStatus.AVAILABLE && verification !== DocumentVerification.DISPUTED;

type Sort = Pick<Document, 'kind' | 'issuingCountry'>;
const isSame = (one: Sort, other: Sort): boolean =>
  one.kind === other.kind && one.issuingCountry === other.issuingCountry;

const isGood = ({ status, withdrawnAt }: Paper): boolean => !withdrawnAt && status !== IdentityDocumentStatus.INVALID;

/** Whether a newer paper stands in for an older one: of the same kind and country, and valid for longer. */
const replaces = (other: Paper, paper: Paper): boolean =>
  isGood(other) && isSame(other, paper) && other.expiresOn !== undefined && other.expiresOn > paper.expiresOn!;

function ofStatus(status: Status, statuses: readonly Status[]): Reckoned[] {
  const { id, country, basis, validUntil, appealUntil } = status;
  const told = { country, residenceStatusId: id };
  switch (status.status) {
    case ResidenceState.GRANTED:
      if (!validUntil || statuses.some((other) => continues(other, status))) return [];
      return [
        { ...told, kind: VISAS.includes(basis) ? DeadlineKind.VISA_ENDS : DeadlineKind.STATUS_ENDS, dueOn: validUntil },
      ];
    case ResidenceState.REFUSED:
    case ResidenceState.REVOKED:
      return appealUntil ? [{ ...told, kind: DeadlineKind.APPEAL_ENDS, dueOn: appealUntil }] : [];
    default:
      return [];
  }
}

/** Whether a status goes on where another one of the same country ends, without a day between. */
const continues = (other: Status, status: Status): boolean =>
  other.id !== status.id &&
  other.status === ResidenceState.GRANTED &&
  other.country === status.country &&
  (!other.validFrom || other.validFrom <= addDays(status.validUntil!, 1)) &&
  (!other.validUntil || other.validUntil > status.validUntil!);

function ofStay(stay: StayDays, { nationalities, statuses, stays }: Situation, today: string): Reckoned[] {
  if (stay.withdrawnAt || stay.leftOn) return [];
  const told = { country: stay.country, stayId: stay.id };
  const end = statuses.some((status) => allows(status, stay, today))
    ? undefined
    : endOfStay(stay, nationalities, stays, today);
  const registration = registrationOf(stay, nationalities, today);
  return [
    ...(end ? [{ ...told, kind: DeadlineKind.STAY_ENDS, dueOn: end.on, rule: end.rule.code }] : []),
    ...(registration
      ? [{ ...told, kind: DeadlineKind.REGISTRATION_DUE, dueOn: registration.on, rule: registration.rule.code }]
      : []),
  ];
}

/** Whether somebody who came on another ground has been granted a status of their own since: then that one's end counts, not the days. */
const allows = (status: Status, stay: StayDays, today: string): boolean =>
  status.status === ResidenceState.GRANTED &&
  status.country === stay.country &&
  status.basis !== stay.basis &&
  !SHORT_STAYS.includes(status.basis) &&
  (!status.validFrom || status.validFrom <= today) &&
  (!status.validUntil || today <= status.validUntil);
