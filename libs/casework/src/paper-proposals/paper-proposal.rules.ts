// What may be proposed from a picture, and what may be done with it.
import { badInput, defineErrors, StateMachine } from '@haven/kernel';
import type { Draft } from '@haven/platform';
import { codeIn } from '../code-lists/code-lists.js';
import type { Document } from '../documents/document.entity.js';
import type { PaperReading } from '../paper-reading/paper-reading.js';
import { NameKind, SpellingScheme } from '../person-names/person-name.entity.js';
import { PaperProposalStatus, ReadingConfidence, ZONE_CHECKS, type PaperProposal } from './paper-proposal.entity.js';
import type { AcceptPaperProposalInput } from './paper-proposal.inputs.js';

export const proposalErrors = defineErrors({
  PAPER_PROPOSAL_DECIDED: 'The proposal was accepted or refused already.',
  PAPER_PROPOSAL_OUTDATED: 'Another file of the document is current than the one that was read.',
});

const { PROPOSED, ACCEPTED, REFUSED, OUTDATED } = PaperProposalStatus;

export const proposalStates = new StateMachine<PaperProposalStatus>(
  'proposal',
  {
    [PROPOSED]: [ACCEPTED, REFUSED, OUTDATED],
    [OUTDATED]: [PROPOSED],
    [ACCEPTED]: [],
    [REFUSED]: [],
  },
  (from) => (from === OUTDATED ? proposalErrors.PAPER_PROPOSAL_OUTDATED() : proposalErrors.PAPER_PROPOSAL_DECIDED()),
);

/** Kinds of papers that have a zone, or of which some have one; what belongs to them has one, too. */
const WITH_ZONE: ReadonlySet<string> = new Set([
  ...['PASSPORT', 'NEW_BELARUS_PASSPORT', 'NATIONAL_ID', 'RESIDENCE_CARD', 'VISA'],
  ...['CONVENTION_TRAVEL_DOCUMENT', 'STATELESS_TRAVEL_DOCUMENT', 'ALIEN_PASSPORT'],
]);

const widerKind = (kind: string): string | undefined => codeIn('document-kinds', kind)?.parent;

export const mayHaveZone = (kind: string): boolean => WITH_ZONE.has(kind) || WITH_ZONE.has(widerKind(kind) ?? '');

/** A proposal but for what it was read from. */
type Read = Omit<Draft<PaperProposal>, 'documentId' | 'applicantId' | 'fileId' | 'status'>;

/** What a reading says, as a proposal keeps it. */
export function proposalOf({ name, checks, ...reading }: PaperReading): Read {
  const held = [checks.number, checks.birthDate, checks.expiresOn, checks.personalNumber, checks.composite];
  return {
    kind: reading.documentKind,
    issuingCountry: reading.issuingCountry,
    nationality: reading.nationality,
    expiresOn: reading.expiresOn,
    confidence: ReadingConfidence[reading.confidence],
    failedChecks: ZONE_CHECKS.filter((_check, at) => held[at] === false),
    nameKind: NameKind[name.kind],
    script: name.script,
    scheme: name.scheme && SpellingScheme[name.scheme],
    number: reading.number || undefined,
    birthDate: reading.birthDate,
    family: name.family || undefined,
    given: name.given,
    patronymic: name.patronymic,
    personalNumber: reading.personalNumber,
    sex: reading.sex,
    lines: reading.lines.join('\n'),
  };
}

/** What a proposal says once it is put right. */
export type Said = Pick<PaperProposal, 'kind' | 'number' | 'expiresOn' | 'family' | 'given' | 'patronymic'>;

export function putRight(proposal: Said, input: Partial<Said>, { kind }: Pick<Document, 'kind'>): Said {
  // Null leaves out; only what is absent stays as it was read.
  const said = <K extends keyof Omit<Said, 'kind'>>(key: K): Said[K] | undefined =>
    input[key] === undefined ? proposal[key] : (input[key] ?? undefined);
  return {
    kind: input.kind ?? exactKind(proposal.kind, kind),
    number: said('number'),
    expiresOn: said('expiresOn'),
    family: said('family'),
    given: said('given'),
    patronymic: said('patronymic'),
  };
}

/** @throws BAD_USER_INPUT when nothing would be taken: that is a refusal */
export function mustTakeSomething({ identityDocument, name, documentFields }: AcceptPaperProposalInput): void {
  if (!identityDocument && !name && !documentFields)
    throw badInput('input', 'Take over something of the proposal, or refuse it.');
}

/** @throws PAPER_PROPOSAL_OUTDATED also before the worker has come to say so */
export function mustBeOfCurrentFile({ fileId }: PaperProposal, { currentVersionId }: Document): void {
  if (fileId !== currentVersionId) throw proposalErrors.PAPER_PROPOSAL_OUTDATED();
}

/** The more exact of two kinds: a zone does not tell every kind that a person can tell. */
export const exactKind = (proposed: string, present: string): string =>
  widerKind(present) === proposed ? present : proposed;

/** Fills in what a document does not say yet. What somebody has written stays. */
export function fillIn(
  document: Document,
  { issuingCountry }: Pick<PaperProposal, 'issuingCountry'>,
  { kind, number, expiresOn }: Said,
): void {
  document.number ??= number;
  document.issuingCountry ??= issuingCountry;
  document.expiresOn ??= expiresOn;
  if (widerKind(kind) === document.kind) document.kind = kind;
}
