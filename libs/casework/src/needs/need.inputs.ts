// What may be said of needs.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { Need } from './need.entity.js';

const ABOUT = ['code', 'sector', 'priority', 'openedOn', 'remark'] as const;

@InputType({ description: 'A need: a specific need, a sector, or both. Known since today unless said otherwise.' })
export class NeedInput extends pick(Need, [], [...ABOUT, 'metOn']) {}

@InputType({ description: 'A further need of an applicant.' })
export class AddNeedInput extends pick(Need, ['applicantId'], [...ABOUT, 'metOn']) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'What is to be corrected in a need. What is absent stays, null empties.' })
export class CorrectNeedInput extends pick(Need, [], [...ABOUT, 'metOn']) {}
