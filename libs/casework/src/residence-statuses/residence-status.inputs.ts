// What may be said of residence statuses.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { ResidenceStatus } from './residence-status.entity.js';

const DAYS = ['validFrom', 'validUntil', 'applicationDate', 'decisionDate', 'appealUntil'] as const;
const ABOUT = ['reference', 'workAllowed', ...DAYS] as const;

@InputType({ description: 'A right to be in a country, in the state in which it is now; DRAFT unless said otherwise.' })
export class ResidenceStatusInput extends pick(ResidenceStatus, ['country', 'basis'], ['status', ...ABOUT]) {}

@InputType({ description: 'A further residence status of an applicant.' })
export class AddResidenceStatusInput extends pick(
  ResidenceStatus,
  ['applicantId', 'country', 'basis'],
  ['status', ...ABOUT],
) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({
  description:
    'What is to be corrected in a residence status; its state is moved, not corrected. What is absent stays, null empties.',
})
export class CorrectResidenceStatusInput extends pick(ResidenceStatus, [], ['country', 'basis', ...ABOUT]) {}

@InputType({
  description:
    'What has happened to a residence status. The day of an application or decision is today unless said otherwise.',
})
export class MoveResidenceStatusInput extends pick(ResidenceStatus, ['status'], ABOUT) {}
