// The demo's papers and travels: passports of which some end soon, and entries and exits; drawn apart, so that more of it changes nobody's name.
import { IdentityDocumentStatus, ResidenceState } from '@haven/casework';
import type { Faker } from '@faker-js/faker';
import type { DemoOrganization } from './organizations.js';
import { drawingFor, weighed, type DemoPerson } from './people.js';
import type { DemoSituation } from './situations.js';

export interface DemoPaper {
  kind: string;
  issuingCountry: string;
  number: string;
  status: IdentityDocumentStatus;
  expiresInDays: number;
}

export interface DemoStay {
  country: string;
  basis: string;
  enteredDaysAgo: number;
  leftDaysAgo?: number;
}

export interface DemoTravel {
  paper?: DemoPaper;
  stays: DemoStay[];
}

const PASSPORTS: Readonly<Record<string, readonly [kind: string, series: string]>> = {
  BY: ['BY_PASSPORT', 'MP'],
  RU: ['RU_FOREIGN_PASSPORT_10', '75 '],
  UA: ['UA_FOREIGN_PASSPORT', 'FX'],
};
const OTHER = ['PASSPORT', 'A'] as const;
const TEN_YEARS = 3650;
/** Who waits for a decision for longer than this is no visitor any more. */
const VISITORS_DAYS = 85;

export function drawTravels(
  organization: DemoOrganization,
  people: readonly DemoPerson[],
  situations: ReadonlyMap<string, DemoSituation>,
): Map<string, DemoTravel> {
  const draw = drawingFor(organization.seed + 3);
  return new Map(people.map((person) => [person.id, drawTravel(draw, person, situations.get(person.id)!)]));
}

function drawTravel(draw: Faker, person: DemoPerson, situation: DemoSituation): DemoTravel {
  const [nationality] = person.nationalities;
  return {
    paper: nationality && draw.datatype.boolean(0.8) ? drawPaper(draw, nationality) : undefined,
    stays: drawStays(draw, person, situation),
  };
}

function drawPaper(draw: Faker, issuingCountry: string): DemoPaper {
  const [kind, series] = PASSPORTS[issuingCountry] ?? OTHER;
  return {
    ...{ kind, issuingCountry, number: series + draw.string.numeric(7) },
    status: weighed(draw, [
      [IdentityDocumentStatus.VALID, 8],
      [IdentityDocumentStatus.PENDING, 2],
    ]),
    expiresInDays: weighed(draw, [
      [draw.number.int({ min: 61, max: TEN_YEARS }), 84],
      [draw.number.int({ min: 0, max: 60 }), 12],
      [draw.number.int({ min: -400, max: -1 }), 4],
    ]),
  };
}

/** The entry into the country where people are now, and for some a stay on the way there. */
function drawStays(draw: Faker, { country, arrivedDaysAgo }: DemoPerson, situation: DemoSituation): DemoStay[] {
  const asVisitor = situation.status === ResidenceState.GRANTED || arrivedDaysAgo < VISITORS_DAYS;
  const visitor = country === 'GE' ? 'VISA_FREE_STAY' : 'TOURIST_VISA';
  const basis = asVisitor ? visitor : situation.basis;
  const here: DemoStay = { country, basis, enteredDaysAgo: arrivedDaysAgo };
  if (draw.datatype.boolean(0.7)) return [here];
  const onTheWay = draw.helpers.arrayElement(['TR', 'AM', 'RS']);
  const before = arrivedDaysAgo + draw.number.int({ min: 10, max: 80 });
  return [{ country: onTheWay, basis: 'VISA_FREE_STAY', enteredDaysAgo: before, leftDaysAgo: arrivedDaysAgo }, here];
}
