// What is lost and when: which papers, statuses and stays have a deadline, and which another one stands in for.
import { describe, expect, it } from 'vitest';
import { DocumentStatus, DocumentVerification } from '../documents/document.status.js';
import { IdentityDocumentStatus } from '../identity-documents/identity-document.entity.js';
import { ResidenceState } from '../residence-statuses/residence-status.entity.js';
import type { StayDays } from '../stay-rules/stay-reckoning.js';
import { deadlinesOf, type Paper, type Scan, type Situation, type Status } from './deadline.rules.js';

const TODAY = '2026-11-24';
const paper = (id: string, more: Partial<Paper> = {}): Paper => ({
  ...{ id, kind: 'BY_PASSPORT', issuingCountry: 'BY', expiresOn: '2027-01-31', status: IdentityDocumentStatus.PENDING },
  ...more,
});
const status = (id: string, more: Partial<Status> = {}): Status => ({
  ...{ id, country: 'LT', basis: 'TEMPORARY_RESIDENCE', status: ResidenceState.GRANTED, validUntil: '2027-02-28' },
  ...more,
});
const stay = (id: string, more: Partial<StayDays> = {}): StayDays => ({
  ...{ id, country: 'AM', basis: 'VISA_FREE_STAY', enteredOn: '2026-11-01' },
  ...more,
});
/** Kind and day of each deadline, and the rule that sets it. */
const of = (situation: Partial<Situation>): string[] =>
  deadlinesOf({ nationalities: ['RU'], papers: [], documents: [], statuses: [], stays: [], ...situation }, TODAY).map(
    ({ kind, dueOn, rule }) => [kind, dueOn, ...(rule ? [rule] : [])].join(' '),
  );

describe('a paper', () => {
  it('is lost when it expires, unless it is no good or has no last day', () => {
    expect(of({ papers: [paper('a')] })).toEqual(['PAPER_EXPIRES 2027-01-31']);
    expect(of({ papers: [paper('a', { kind: 'VISA', issuingCountry: 'PL' })] })).toEqual(['VISA_ENDS 2027-01-31']);
    expect(of({ papers: [paper('a', { status: IdentityDocumentStatus.INVALID })] })).toEqual([]);
    expect(of({ papers: [paper('a', { withdrawnAt: new Date('2026-01-01') })] })).toEqual([]);
    expect(of({ papers: [paper('a', { expiresOn: undefined })] })).toEqual([]);
  });

  it('gives way to a newer one of its kind and country, and to no other', () => {
    const older = paper('a');
    const newer = paper('b', { expiresOn: '2035-01-31' });
    expect(of({ papers: [older, newer] })).toEqual(['PAPER_EXPIRES 2035-01-31']);
    expect(of({ papers: [older, { ...newer, status: IdentityDocumentStatus.INVALID }] })).toEqual([
      'PAPER_EXPIRES 2027-01-31',
    ]);
    expect(of({ papers: [older, { ...newer, issuingCountry: 'LT' }] })).toHaveLength(2);
    expect(of({ papers: [older, { ...newer, kind: 'ALIEN_PASSPORT' }] })).toHaveLength(2);
  });
});

describe('a residence status', () => {
  it('is lost on its last day once it is granted; a refusal has its day of appeal', () => {
    expect(of({ statuses: [status('a')] })).toEqual(['STATUS_ENDS 2027-02-28']);
    expect(of({ statuses: [status('a', { basis: 'NATIONAL_VISA_D' })] })).toEqual(['VISA_ENDS 2027-02-28']);
    expect(of({ statuses: [status('a', { status: ResidenceState.APPLIED })] })).toEqual([]);
    expect(of({ statuses: [status('a', { status: ResidenceState.REFUSED, appealUntil: '2026-12-08' })] })).toEqual([
      'APPEAL_ENDS 2026-12-08',
    ]);
    expect(of({ statuses: [status('a', { status: ResidenceState.APPEALED, appealUntil: '2026-12-08' })] })).toEqual([]);
  });

  it('gives way to one that goes on where it ends', () => {
    const next = (more: Partial<Status>) => status('b', { validFrom: '2027-03-01', validUntil: '2028-02-28', ...more });
    expect(of({ statuses: [status('a'), next({})] })).toEqual(['STATUS_ENDS 2028-02-28']);
    expect(of({ statuses: [status('a'), next({ validUntil: undefined })] })).toEqual([]);
    expect(of({ statuses: [status('a'), next({ validFrom: '2027-03-02' })] })).toHaveLength(2);
    expect(of({ statuses: [status('a'), next({ country: 'PL' })] })).toHaveLength(2);
    expect(of({ statuses: [status('a'), next({ status: ResidenceState.APPLIED })] })).toHaveLength(1);
    // Of two that end on one day each has its deadline: neither goes on.
    expect(of({ statuses: [status('a'), status('b')] })).toHaveLength(2);
  });
});

describe('a document', () => {
  const document = (id: string, more: Partial<Scan> = {}): Scan => ({
    ...{ id, kind: 'RESIDENCE_CARD', issuingCountry: 'LT', expiresOn: '2027-03-01' },
    ...{ status: DocumentStatus.AVAILABLE, verification: DocumentVerification.UNVERIFIED },
    ...more,
  });

  it('that was handed in and examined ends on its last day', () => {
    expect(of({ documents: [document('a')] })).toEqual(['PAPER_EXPIRES 2027-03-01']);
    expect(of({ documents: [document('a', { kind: 'VISA' })] })).toEqual(['VISA_ENDS 2027-03-01']);
    expect(of({ documents: [document('a', { status: DocumentStatus.QUARANTINED })] })).toEqual([]);
    expect(of({ documents: [document('a', { verification: DocumentVerification.DISPUTED })] })).toEqual([]);
    expect(of({ documents: [document('a', { expiresOn: undefined })] })).toEqual([]);
  });

  it('says nothing where an identity document or a newer one of its kind does', () => {
    const card = { kind: 'RESIDENCE_CARD', issuingCountry: 'LT' };
    expect(of({ documents: [document('a')], papers: [paper('p', { ...card, expiresOn: '2027-03-01' })] })).toHaveLength(
      1,
    );
    expect(of({ documents: [document('a'), document('b', { expiresOn: '2029-03-01' })] })).toEqual([
      'PAPER_EXPIRES 2029-03-01',
    ]);
    expect(
      of({ documents: [document('a'), document('b', { issuingCountry: 'PL', expiresOn: '2029-03-01' })] }),
    ).toHaveLength(2);
  });
});

describe('a stay', () => {
  const twice = ['STAY_ENDS 2027-06-29 AM_RU_180_YEAR', 'REGISTRATION_DUE 2026-12-01 AM_RU_REGISTRATION'];

  it('that goes on ends by the rule that ends it first, and is to be registered', () => {
    expect(of({ stays: [stay('a')] })).toEqual(twice);
    expect(of({ stays: [stay('a', { registeredOn: '2026-11-05' })] })).toEqual(twice.slice(0, 1));
    expect(of({ stays: [stay('a', { country: 'TR' })] })).toEqual(['STAY_ENDS 2026-12-30 TR_RU_60']);
    const spring = stay('b', { country: 'TR', enteredOn: '2026-09-01', leftOn: '2026-10-20' });
    expect(of({ stays: [spring, stay('a', { country: 'TR' })] })).toEqual(['STAY_ENDS 2026-12-10 TR_RU_90_180']);
  });

  it('that is over, mistaken, on another ground or of somebody whom no rule binds has none', () => {
    expect(of({ stays: [stay('a', { leftOn: TODAY })] })).toEqual([]);
    expect(of({ stays: [stay('a', { withdrawnAt: new Date('2026-11-20') })] })).toEqual([]);
    expect(of({ stays: [stay('a', { basis: 'TEMPORARY_RESIDENCE' })] })).toEqual([]);
    expect(of({ nationalities: ['UA'], stays: [stay('a')] })).toEqual([]);
    expect(of({ nationalities: ['RU', 'AM'], stays: [stay('a')] })).toEqual([]);
  });

  it('is not counted while a status granted since lets the person stay, and is again when that has ended', () => {
    const permit = (more: Partial<Status>) => status('p', { country: 'AM', validUntil: '2027-11-01', ...more });
    const kinds = (more: Partial<Status>): string[] => of({ stays: [stay('a')], statuses: [permit(more)] });
    expect(kinds({})).toEqual(['STATUS_ENDS 2027-11-01', twice[1]]);
    expect(kinds({ validUntil: TODAY })).toEqual([`STATUS_ENDS ${TODAY}`, twice[1]]);
    expect(kinds({ validUntil: '2026-11-23' })).toEqual(['STATUS_ENDS 2026-11-23', ...twice]);
    expect(kinds({ validFrom: '2026-11-25' })).toContain(twice[0]);
    expect(kinds({ status: ResidenceState.APPLIED })).toEqual(twice);
    expect(kinds({ basis: 'TOURIST_VISA' })).toContain(twice[0]);
    expect(kinds({ country: 'GE' })).toContain(twice[0]);
  });
});
