// What may be said of stays.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { Stay } from './stay.entity.js';

const ABOUT = ['leftOn', 'registeredOn', 'crossing', 'note'] as const;

@InputType({ description: 'An entry of an applicant into a country and, once it is known, the exit.' })
export class AddStayInput extends pick(Stay, ['applicantId', 'country', 'basis', 'enteredOn'], ABOUT) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({
  description:
    'What is to be corrected in a stay, or has become known of it, such as the exit. What is absent stays, null empties.',
})
export class CorrectStayInput extends pick(Stay, [], ['country', 'basis', 'enteredOn', ...ABOUT]) {}
