// Data: The codes of ICAO Doc 9303 part 3 section 5 that stand in a zone and are not alpha-3 codes of ISO 3166-1.

export interface SpecialIssuer {
  code: string;
  /** What the code means. */
  is: string;
  /** ISO 3166-1 alpha-2, or XK as the list of countries has it; none for organisations and for people without a state. */
  country?: string;
  /** The kind of travel document that people with this code for a nationality are given. */
  travelDocument?: string;
}

/** UTO is the code of specimens; a paper with it belongs to nobody. */
export const specialIssuers: readonly SpecialIssuer[] = [
  { code: 'D', is: 'Germany', country: 'DE' },
  { code: 'RKS', is: 'Kosovo', country: 'XK' },
  { code: 'GBD', is: 'British overseas territories citizen', country: 'GB' },
  { code: 'GBN', is: 'British national (overseas)', country: 'GB' },
  { code: 'GBO', is: 'British overseas citizen', country: 'GB' },
  { code: 'GBP', is: 'British protected person', country: 'GB' },
  { code: 'GBS', is: 'British subject', country: 'GB' },
  { code: 'EUE', is: 'European Union' },
  { code: 'UNO', is: 'United Nations' },
  { code: 'UNA', is: 'Specialised agency of the United Nations' },
  { code: 'UNK', is: 'Resident of Kosovo, by the United Nations interim administration' },
  { code: 'XBA', is: 'African Development Bank' },
  { code: 'XCC', is: 'Caribbean Community' },
  { code: 'XCE', is: 'Council of Europe' },
  { code: 'XCO', is: 'Common Market for Eastern and Southern Africa' },
  { code: 'XEC', is: 'Economic Community of West African States' },
  { code: 'XIM', is: 'African Export-Import Bank' },
  { code: 'XMP', is: 'Parliamentary Assembly of the Mediterranean' },
  { code: 'XOM', is: 'Sovereign Military Order of Malta' },
  { code: 'XPO', is: 'Interpol' },
  {
    code: 'XXA',
    is: 'Stateless person, as the 1954 Convention defines it',
    travelDocument: 'STATELESS_TRAVEL_DOCUMENT',
  },
  { code: 'XXB', is: 'Refugee, as the 1951 Convention defines it', travelDocument: 'CONVENTION_TRAVEL_DOCUMENT' },
  { code: 'XXC', is: 'Refugee, not as the 1951 Convention defines it', travelDocument: 'ALIEN_PASSPORT' },
  { code: 'XXX', is: 'Person of unspecified nationality', travelDocument: 'ALIEN_PASSPORT' },
  { code: 'UTO', is: 'Utopia, of specimens' },
];
