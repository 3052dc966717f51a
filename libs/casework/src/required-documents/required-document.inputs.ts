// What may be said of required documents.
import { Day, Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { RequiredDocument } from './required-document.entity.js';

const SAID = [
  'programme',
  'document',
  'description',
  'askedBy',
  'obligatory',
  'mustBeVerified',
  'validForDays',
  'dueInWorkingDays',
  'activeFrom',
] as const;

@InputType({
  description:
    'A paper that cases need. Unless said otherwise it is obligatory, and need not have been verified by a second person.',
})
export class AddRequiredDocumentInput extends pick(RequiredDocument, ['kinds'], [...SAID, 'activeBefore']) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'What is to be otherwise about a required document. What is absent stays, null empties.' })
export class CorrectRequiredDocumentInput extends pick(RequiredDocument, [], ['kinds', ...SAID]) {}

@InputType({ description: 'When a paper ceases to be asked for.' })
export class EndRequiredDocumentInput {
  @Day({ is: 'First day on which it is not asked for any more; today unless said otherwise.', optional: true })
  activeBefore?: string;
}
