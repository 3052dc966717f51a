// What may be said of contact points.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { ContactPoint } from './contact-point.entity.js';

const ABOUT = ['safeHours', 'timeZone', 'codePhrase', 'sharedDevice', 'preferred', 'simCountry', 'neverUse'] as const;

@InputType({
  description:
    'A way to reach the person. A number without its country code is read as one of the country where the person is.',
})
export class ContactPointInput extends pick(ContactPoint, ['system', 'value'], ABOUT) {}

@InputType({ description: 'A further way to reach an applicant.' })
export class AddContactPointInput extends pick(ContactPoint, ['applicantId', 'system', 'value'], ABOUT) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'What is to be corrected in a contact point. What is absent stays, null empties.' })
export class CorrectContactPointInput extends pick(ContactPoint, [], ['system', 'value', ...ABOUT]) {}
