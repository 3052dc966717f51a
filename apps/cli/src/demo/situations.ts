// What the demo's people lack, and by what right they stay: drawn apart, so that more of it changes nobody's name.
import { NeedPriority, ResidenceState } from '@haven/casework';
import type { Faker } from '@faker-js/faker';
import type { DemoOrganization } from './organizations.js';
import { drawingFor, weighed, type DemoPerson } from './people.js';

export interface DemoSituation {
  basis: string;
  status: ResidenceState;
  /** Days from today on which the status begins and ends; none while nothing is granted. */
  validInDays?: { from: number; until: number };
  appliedDaysAgo?: number;
  needs: { sector: string; priority: NeedPriority; met: boolean }[];
}

const SECTORS = [
  ...(['SHELTER', 'CASH', 'HEALTH', 'PERMITS', 'LEGAL_ADVICE', 'PAPERWORK'] as const),
  ...(['LANGUAGE_COURSES', 'JOB_SEEKING', 'EDUCATION', 'FAMILY_REUNIFICATION'] as const),
] as const;

/** A permit runs for a year from somewhere in the time since the arrival; for some its last day is near, or has passed. */
const PERMIT_DAYS = 365;

export function drawSituations(
  organization: DemoOrganization,
  people: readonly DemoPerson[],
): Map<string, DemoSituation> {
  const draw = drawingFor(organization.seed + 2);
  return new Map(people.map((person) => [person.id, drawSituation(draw, person)]));
}

function drawSituation(draw: Faker, { arrivedDaysAgo, nationalities }: DemoPerson): DemoSituation {
  const needs = draw.helpers.arrayElements(SECTORS, { min: 1, max: 3 }).map((sector) => ({
    sector,
    priority: weighed(draw, [
      [NeedPriority.NORMAL, 7],
      [NeedPriority.HIGH, 2],
      [NeedPriority.URGENT, 1],
    ]),
    met: draw.datatype.boolean(0.35),
  }));
  const granted = arrivedDaysAgo > 60 && draw.datatype.boolean(0.75);
  const basis = nationalities.includes('UA')
    ? 'TEMPORARY_PROTECTION'
    : draw.helpers.arrayElement([
        'HUMANITARIAN_RESIDENCE',
        'TEMPORARY_RESIDENCE',
        'ASYLUM_APPLICANT',
        'NATIONAL_VISA_D',
      ]);
  if (!granted) {
    return { basis, status: ResidenceState.APPLIED, appliedDaysAgo: draw.number.int({ max: arrivedDaysAgo }), needs };
  }
  const from = -draw.number.int({ max: Math.min(arrivedDaysAgo, PERMIT_DAYS + 10) });
  return { basis, status: ResidenceState.GRANTED, validInDays: { from, until: from + PERMIT_DAYS }, needs };
}
