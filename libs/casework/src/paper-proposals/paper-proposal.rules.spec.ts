// The rules of proposals: from which papers, what a reading becomes, what is put right and what is filled in.
import { describe, expect, it } from 'vitest';
import { zoneOf } from '../../../../test/stage/machine-readable-zone.js';
import { codeList } from '../code-lists/code-lists.js';
import { Document } from '../documents/document.entity.js';
import { readingOf } from '../paper-reading/paper-reading.js';
import { PaperProposal } from './paper-proposal.entity.js';
import { exactKind, fillIn, mayHaveZone, proposalOf, putRight } from './paper-proposal.rules.js';

const today = '2026-11-24';
const lines = zoneOf({
  ...{ format: 'TD3', code: 'P', issuer: 'UKR', number: 'FA123456', nationality: 'UKR', birth: '870312' },
  ...{ sex: 'F', expiry: '310905', surname: 'KOVALENKO', given: 'OLENA', optional: '' },
});

describe('the papers that may have a zone', () => {
  it('are passports, identity cards, residence cards, visas and travel documents', () => {
    const kinds = codeList('document-kinds').codes.map(({ code }) => code);
    expect(kinds.filter(mayHaveZone)).toEqual([
      ...['PASSPORT', 'RU_INTERNAL_PASSPORT', 'RU_FOREIGN_PASSPORT_5', 'RU_FOREIGN_PASSPORT_10', 'BY_PASSPORT'],
      ...['BY_BIOMETRIC_PASSPORT', 'BY_ID_CARD', 'NEW_BELARUS_PASSPORT', 'UA_ID_CARD', 'UA_INTERNAL_PASSPORT'],
      ...['UA_FOREIGN_PASSPORT', 'NATIONAL_ID', 'CONVENTION_TRAVEL_DOCUMENT', 'STATELESS_TRAVEL_DOCUMENT'],
      ...['ALIEN_PASSPORT', 'VISA', 'RESIDENCE_CARD'],
    ]);
    expect(mayHaveZone('NO_SUCH_KIND')).toBe(false);
  });
});

describe('a proposal', () => {
  it('says what the zone says, in our words', () => {
    expect(proposalOf(readingOf({ lines, agreed: true }, today))).toEqual({
      kind: 'UA_FOREIGN_PASSPORT',
      ...{ issuingCountry: 'UA', nationality: 'UA', expiresOn: '2031-09-05', confidence: 'HIGH', failedChecks: [] },
      ...{ nameKind: 'TRANSLITERATED', script: 'Latn', scheme: 'UA2010', family: 'KOVALENKO', given: 'OLENA' },
      ...{ number: 'FA123456', birthDate: '1987-03-12', sex: 'FEMALE', lines: lines.join('\n') },
    });
  });

  it('names the check digits that do not hold', () => {
    const damaged = [lines[0]!, `${lines[1]!.slice(0, 43)}${(Number(lines[1]![43]) + 1) % 10}`];
    const proposal = proposalOf(readingOf({ lines: damaged, agreed: true }, today));
    expect(proposal).toMatchObject({ confidence: 'LOW', failedChecks: ['COMPOSITE'] });
  });

  it('is put right where something is said, and null leaves out', () => {
    const read = { kind: 'PASSPORT', number: 'FA123456', family: 'KOVALENKO', given: 'OLENA' };
    const proposal = Object.assign(new PaperProposal(), read);
    // As it comes over GraphQL, where null can be said.
    const input = JSON.parse('{"number": "FB123456", "given": null}') as { number: string };
    const right = { number: 'FB123456', family: 'KOVALENKO' };
    expect(putRight(proposal, input, { kind: 'BY_PASSPORT' })).toEqual({ ...right, kind: 'BY_PASSPORT' });
    expect(putRight(proposal, { kind: 'VISA' }, { kind: 'BY_PASSPORT' })).toMatchObject({ kind: 'VISA' });
  });
});

describe('the kind', () => {
  it('is the one that tells more', () => {
    expect(exactKind('PASSPORT', 'BY_PASSPORT')).toBe('BY_PASSPORT');
    expect(exactKind('UA_FOREIGN_PASSPORT', 'PASSPORT')).toBe('UA_FOREIGN_PASSPORT');
    expect(exactKind('UA_FOREIGN_PASSPORT', 'BY_PASSPORT')).toBe('UA_FOREIGN_PASSPORT');
  });
});

describe('a document', () => {
  const filled = (document: Partial<Document>): Document => {
    const proposal = Object.assign(new PaperProposal(), { issuingCountry: 'UA' });
    const whole = Object.assign(new Document(), document);
    fillIn(whole, proposal, { kind: 'UA_FOREIGN_PASSPORT', number: 'FA123456', expiresOn: '2031-09-05' });
    return whole;
  };

  it('that says nothing is filled in', () => {
    expect(filled({ kind: 'PASSPORT' })).toMatchObject({
      ...{ kind: 'UA_FOREIGN_PASSPORT', number: 'FA123456', issuingCountry: 'UA', expiresOn: '2031-09-05' },
    });
  });

  it('keeps what it says, and a kind that is not a wider one', () => {
    const said = { kind: 'BY_PASSPORT', number: 'MP1', issuingCountry: 'BY', expiresOn: '2030-01-01' };
    expect(filled(said)).toMatchObject(said);
    expect(filled({ kind: 'NATIONAL_ID' })).toMatchObject({ kind: 'NATIONAL_ID' });
  });
});
