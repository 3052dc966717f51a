// Data: Stay rules: for how long people may be where they are, country by country, each with its source and the day of that source.
import { isDay } from '@haven/kernel';
import { isCode } from '../code-lists/code-lists.js';
import { isCountry } from '../code-lists/countries.js';
import { defineStayRules, StayRuleKind } from './stay-rule.js';

const { ROLLING_WINDOW, CALENDAR_YEAR, PER_ENTRY, REGISTRATION } = StayRuleKind;

/** The Schengen area since 1 January 2025. */
const SCHENGEN = 'AT BE BG CH CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

const VISA_FREE = ['VISA_FREE_STAY'];
const SHORT = ['VISA_FREE_STAY', 'TOURIST_VISA'];

/**
 * A modest list of what people from Belarus, Russia and Ukraine meet most. A rule says where it was looked up and of when that text is: an
 * old day is a reason to look at the law again before relying on it. Where a text leaves a reading open, the stricter one stands here.
 */
export const stayRules = defineStayRules(
  [
    {
      code: 'SCHENGEN_90_180',
      kind: ROLLING_WINDOW,
      countries: SCHENGEN,
      // Citizens of the European Union move freely there, also those of the two states that are outside the area.
      exempt: ['CY', 'IE'],
      bases: SHORT,
      days: 90,
      windowDays: 180,
      source:
        'Regulation (EU) 2016/399 (Schengen Borders Code), Article 6(1) and (2); wording as quoted in the European Commission’s manual for its short-stay calculator. Days under a residence permit or a long-stay visa do not count.',
      checkedOn: '2026-11-24',
      validFrom: '2013-10-18',
    },
    {
      code: 'GE_RU_365',
      kind: PER_ENTRY,
      countries: ['GE'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 365,
      source:
        'Government of Georgia, Ordinance No. 255 of 5 June 2015 (one full year); looked up in press reports of April 2024 on its amendment, which left Russia’s year as it was.',
      checkedOn: '2024-04-24',
    },
    {
      code: 'GE_BY_365',
      kind: PER_ENTRY,
      countries: ['GE'],
      nationalities: ['BY'],
      bases: VISA_FREE,
      days: 365,
      source:
        'Government of Georgia, Ordinance No. 255 of 5 June 2015 (one full year); looked up in a relocation guide for Belarusians of April 2022.',
      checkedOn: '2022-04-30',
    },
    {
      code: 'GE_UA_1095',
      kind: PER_ENTRY,
      countries: ['GE'],
      nationalities: ['UA'],
      bases: VISA_FREE,
      days: 1095,
      source:
        'Government of Georgia, Ordinance No. 255 of 5 June 2015 as amended in April 2024 (three full years); looked up in a news agency’s report of 24 April 2024.',
      checkedOn: '2024-04-24',
      validFrom: '2024-02-24',
    },
    {
      code: 'AM_RU_180_YEAR',
      kind: CALENDAR_YEAR,
      countries: ['AM'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 180,
      source:
        'Law of the Republic of Armenia on Foreigners (180 days within a year, counted here by the calendar); looked up in a travel guide of 2024.',
      checkedOn: '2024-01-01',
    },
    {
      code: 'AM_RU_REGISTRATION',
      kind: REGISTRATION,
      countries: ['AM'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 30,
      source:
        'Agreement between Armenia and Russia of 2014 on the terms of stay (no registration within the first 30 days); looked up in a report of Armenian public radio on its ratification.',
      checkedOn: '2015-03-09',
    },
    {
      code: 'KZ_EAEU_90_180',
      kind: ROLLING_WINDOW,
      countries: ['KZ'],
      nationalities: ['AM', 'BY', 'KG', 'RU'],
      bases: VISA_FREE,
      days: 90,
      windowDays: 180,
      source:
        'Government of Kazakhstan, rules of entry and stay as amended in January 2023, for citizens of the Eurasian Economic Union; looked up in press reports of 17 January 2023.',
      checkedOn: '2023-01-17',
      validFrom: '2023-01-27',
    },
    {
      code: 'KZ_RU_REGISTRATION',
      kind: REGISTRATION,
      countries: ['KZ'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 30,
      source:
        'Agreement between Kazakhstan and Russia of 7 June 2012 on the terms of stay (no registration within the first 30 days); looked up in a news agency’s report on it.',
      checkedOn: '2012-06-07',
    },
    {
      code: 'RS_RU_30',
      kind: PER_ENTRY,
      countries: ['RS'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 30,
      source:
        'Agreement between Serbia and Russia of 20 February 2009 on mutual travel (30 days from the day of entry); looked up in press reports of its entry into force.',
      checkedOn: '2009-06-10',
      validFrom: '2009-06-10',
    },
    {
      code: 'ME_RU_30',
      kind: PER_ENTRY,
      countries: ['ME'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 30,
      source:
        'Agreement between Montenegro and Russia of 2008 on mutual travel (30 days); looked up in a press report of 22 March 2022.',
      checkedOn: '2022-03-22',
    },
    {
      code: 'TR_RU_60',
      kind: PER_ENTRY,
      countries: ['TR'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 60,
      source: 'Announcement of the Consulate General of Türkiye in Kazan of 20 May 2013: 60 days, within 90 in 180.',
      checkedOn: '2013-05-20',
    },
    {
      code: 'TR_RU_90_180',
      kind: ROLLING_WINDOW,
      countries: ['TR'],
      nationalities: ['RU'],
      bases: VISA_FREE,
      days: 90,
      windowDays: 180,
      source: 'Announcement of the Consulate General of Türkiye in Kazan of 20 May 2013: 60 days, within 90 in 180.',
      checkedOn: '2013-05-20',
    },
    {
      code: 'TR_BY_30',
      kind: PER_ENTRY,
      countries: ['TR'],
      nationalities: ['BY'],
      bases: VISA_FREE,
      days: 30,
      source:
        'Agreement between Belarus and Türkiye of 29 March 2013 on the abolition of visas; looked up in a press report of that day.',
      checkedOn: '2013-03-29',
    },
    {
      code: 'TR_BY_90_365',
      kind: ROLLING_WINDOW,
      countries: ['TR'],
      nationalities: ['BY'],
      bases: VISA_FREE,
      days: 90,
      windowDays: 365,
      source:
        'Agreement between Belarus and Türkiye of 29 March 2013 on the abolition of visas (90 days within a year, read as every 365 days); looked up in a press report of that day.',
      checkedOn: '2013-03-29',
    },
  ],
  { country: isCountry, basis: (code) => isCode('residence-bases', code), day: isDay },
);
