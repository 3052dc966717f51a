// The demo organisations: two fictional ones that know nothing of each other, and who works there.
import { InterfaceLanguage } from '@haven/identity';
import type { OriginName } from './origins.js';

export const DEMO_PASSWORD = 'haven-demo-2026';

/** The teams of each organisation: a head, and two below it. */
export type DemoTeam = 'head' | 'first' | 'second';

export interface DemoOrganization {
  /** Begins the numbers of its cases, and everything that is derived from its name. */
  mark: string;
  name: string;
  domain: string;
  timeZone: string;
  country: string;
  language: InterfaceLanguage;
  localities: readonly string[];
  /** Made-up telephone numbers, but for the last three digits. */
  phones: string;
  teams: Record<DemoTeam, string>;
  seed: number;
  applicants: number;
  cases: number;
  /** How many of a hundred applicants come from where. */
  origins: Record<OriginName, number>;
}

export const DEMO_ORGANIZATIONS: readonly DemoOrganization[] = [
  {
    mark: 'N',
    name: 'North Shore Aid (demo)',
    domain: 'north.example',
    timeZone: 'Europe/Vilnius',
    country: 'LT',
    language: InterfaceLanguage.EN,
    phones: '+37060000',
    localities: ['Vilnius', 'Kaunas', 'Klaipėda', 'Alytus', 'Pabradė'],
    teams: { head: 'Coordination', first: 'Vilnius office', second: 'Kaunas desk' },
    seed: 1951,
    applicants: 300,
    cases: 330,
    origins: { be: 42, ru: 26, uk: 17, pl: 6, ka: 2, hy: 3, ar: 4 },
  },
  {
    mark: 'S',
    name: 'South Gate Relief (demo)',
    domain: 'south.example',
    timeZone: 'Asia/Tbilisi',
    country: 'GE',
    language: InterfaceLanguage.RU,
    phones: '+995555000',
    localities: ['Тбилиси', 'Батуми', 'Кутаиси', 'Рустави'],
    teams: { head: 'Coordination', first: 'Tbilisi office', second: 'Batumi desk' },
    seed: 1967,
    applicants: 150,
    cases: 150,
    origins: { be: 18, ru: 48, uk: 14, pl: 1, ka: 6, hy: 8, ar: 5 },
  },
];

export interface DemoColleague {
  /** The part of the e-mail address before the @. */
  address: string;
  role: string;
  /** The team for which the role is held; none for the whole organisation. */
  team?: DemoTeam;
  /** Name in each organisation, by its mark. */
  names: Readonly<Record<string, string>>;
}

/** One colleague of each role that a person can hold, and more who carry cases. */
export const DEMO_COLLEAGUES: readonly DemoColleague[] = [
  { address: 'caseworker', role: 'caseworker', team: 'first', names: { N: 'Rasa Pavyzdytė', S: 'Нино Примеридзе' } },
  {
    address: 'caseworker2',
    role: 'caseworker',
    team: 'first',
    names: { N: 'Алесь Прыкладны', S: 'Levan Magalitidze' },
  },
  { address: 'caseworker3', role: 'caseworker', team: 'second', names: { N: 'Олена Зразкова', S: 'Артём Образцов' } },
  { address: 'supervisor', role: 'supervisor', team: 'head', names: { N: 'Tomas Pavyzdys', S: 'მანანა მაგალითიძე' } },
  { address: 'intake', role: 'intake', team: 'first', names: { N: 'Daria Specimen', S: 'Мария Пример' } },
  { address: 'legal', role: 'legal-adviser', team: 'head', names: { N: 'Ieva Pavyzdienė', S: 'Армен Примерян' } },
  { address: 'admin', role: 'organisation-admin', names: { N: 'Jonas Pavyzdys', S: 'Ketevan Specimen' } },
  { address: 'dpo', role: 'data-protection-officer', names: { N: 'Agnė Specimen', S: 'Giorgi Specimen' } },
  { address: 'auditor', role: 'auditor', names: { N: 'Paul Example', S: 'Anna Example' } },
  { address: 'analyst', role: 'analyst', names: { N: 'Mira Example', S: 'David Example' } },
  { address: 'partner', role: 'partner', names: { N: 'Clinic Example', S: 'Law Office Example' } },
];
