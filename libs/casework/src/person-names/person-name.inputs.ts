// What may be said of names.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { PersonName } from './person-name.entity.js';

const PARTS = ['family', 'given', 'patronymic', 'full'] as const;
const ABOUT = ['script', 'language', 'scheme', 'validFrom', 'validTo'] as const;

@InputType({ description: 'A name: at least one of its parts, or the whole.' })
export class PersonNameInput extends pick(PersonName, ['kind'], [...PARTS, ...ABOUT, 'primary']) {}

@InputType({ description: 'A further name of an applicant.' })
export class AddNameInput extends pick(
  PersonName,
  ['applicantId', 'kind'],
  [...PARTS, ...ABOUT, 'sourceId', 'primary'],
) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({
  description:
    'What is to be corrected in a name. What is absent stays, null empties. When a part changes and the whole is not given, the whole is joined anew.',
})
export class CorrectNameInput extends pick(PersonName, [], ['kind', ...PARTS, ...ABOUT, 'sourceId']) {}
