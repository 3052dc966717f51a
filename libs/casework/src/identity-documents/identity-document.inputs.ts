// What may be said of identity documents.
import { Id, pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { IdentityDocument } from './identity-document.entity.js';

const ABOUT = ['issuingCountry', 'issuedOn', 'expiresOn', 'status', 'scanId'] as const;

@InputType({ description: 'A paper of an applicant.' })
export class AddIdentityDocumentInput extends pick(IdentityDocument, ['applicantId', 'kind', 'number'], ABOUT) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;
}

@InputType({ description: 'What is to be corrected in an identity document. What is absent stays, null empties.' })
export class CorrectIdentityDocumentInput extends pick(IdentityDocument, [], ['kind', 'number', ...ABOUT]) {}
