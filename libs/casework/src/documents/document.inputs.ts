// What may be said of documents.
import { Id, pick } from '@haven/platform';
import { Field, InputType } from '@nestjs/graphql';
import { DocumentVersion } from './document-version.entity.js';
import { Document } from './document.entity.js';

const SAID = ['title', 'number', 'holder', 'issuingCountry', 'issuedOn', 'expiresOn'] as const;

@InputType({ description: 'A file that is about to be sent.' })
export class FileInput extends pick(DocumentVersion, ['fileName', 'bytes'], ['mediaType']) {}

@InputType({ description: 'A document, and the file that is about to be sent for it.' })
export class AddDocumentInput extends pick(Document, ['applicantId', 'kind'], ['caseId', 'sensitivity', ...SAID]) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;

  @Field(() => FileInput, { description: 'The file.' })
  file: FileInput;
}

@InputType({ description: 'What is to be corrected of a document. What is absent stays, null empties.' })
export class CorrectDocumentInput extends pick(Document, [], ['caseId', 'kind', 'sensitivity', ...SAID]) {}

@InputType({ description: 'What a second person found.' })
export class DisputeDocumentInput extends pick(Document, ['disputeReason']) {}
