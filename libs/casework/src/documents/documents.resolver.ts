// How documents are asked for and changed.
import { filteredBy, listedUnder, reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { Case } from '../cases/case.entity.js';
import { UploadDesk } from '../document-uploads/upload-desk.js';
import { UploadTicket } from '../document-uploads/upload.views.js';
import { DocumentVersion } from './document-version.entity.js';
import { Document } from './document.entity.js';
import { AddDocumentInput, CorrectDocumentInput, DisputeDocumentInput, FileInput } from './document.inputs.js';
import { DocumentPermission } from './document.permissions.js';
import { DocumentsService } from './documents.service.js';

reads(Document, { one: 'document', list: 'documents' });
reads(DocumentVersion, { one: 'documentVersion' });
listedUnder(() => Applicant, 'documents', Document, 'applicantId');
listedUnder(() => Case, 'documents', Document, 'caseId');
listedUnder(() => Document, 'versions', DocumentVersion, 'documentId');
filteredBy(Document, 'expired');
filteredBy(Document, 'expiring');
filteredBy(DocumentVersion, 'current');

const id = { type: () => ID, description: 'The document.' };
const version = { type: () => Int, description: 'Version of the record that the client saw.' };

@Resolver(() => Document)
export class DocumentsResolver {
  constructor(
    private readonly documents: DocumentsService,
    private readonly uploads: UploadDesk,
  ) {}

  @Requires(DocumentPermission.add)
  @Mutation(() => UploadTicket, {
    description:
      'Adds a document to an applicant and gives leave to send its file. FILE_TOO_LARGE, FILE_TYPE_NOT_ALLOWED or FILE_QUOTA_EXCEEDED before a byte is sent.',
  })
  async addDocument(
    @Args('input', { description: 'The document and its file.' }) input: AddDocumentInput,
  ): Promise<UploadTicket> {
    return this.uploads.ticketFor(await this.documents.add(input));
  }

  @Requires(DocumentPermission.add)
  @Mutation(() => UploadTicket, {
    description:
      'Gives leave to send a further file of a document. The present one is opened until the new one is available, and is kept as an earlier version.',
  })
  async replaceDocument(
    @Args('documentId', id) id: string,
    @Args('version', version) version: number,
    @Args('file', { description: 'The file.' }) file: FileInput,
  ): Promise<UploadTicket> {
    return this.uploads.ticketFor(await this.documents.replace(id, version, file));
  }

  @Requires(DocumentPermission.add)
  @Mutation(() => Document, { description: 'Corrects what is known of a document.' })
  correctDocument(
    @Args('id', id) id: string,
    @Args('version', version) version: number,
    @Args('input', { description: 'What is to be corrected.' }) input: CorrectDocumentInput,
  ): Promise<Document> {
    return this.documents.correct(id, version, input);
  }

  @Requires(DocumentPermission.add)
  @Mutation(() => Document, {
    description: 'Makes an earlier file of a document current again. It has to be looked at anew by a second person.',
  })
  restoreDocumentVersion(
    @Args('id', id) id: string,
    @Args('version', version) version: number,
    @Args('number', { type: () => Int, description: 'Number of the file to restore.' }) number: number,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<Document> {
    return this.documents.restore(id, version, number, reason);
  }

  @Requires(DocumentPermission.verify)
  @Mutation(() => Document, {
    description: 'Says that a document is what it says. DOCUMENT_SECOND_PERSON for whoever sent the file.',
  })
  verifyDocument(@Args('id', id) id: string, @Args('version', version) version: number): Promise<Document> {
    return this.documents.verify(id, version);
  }

  @Requires(DocumentPermission.verify)
  @Mutation(() => Document, {
    description: 'Says that something is wrong with a document. DOCUMENT_SECOND_PERSON for whoever sent the file.',
  })
  disputeDocument(
    @Args('id', id) id: string,
    @Args('version', version) version: number,
    @Args('input', { description: 'What is wrong with it.' }) input: DisputeDocumentInput,
  ): Promise<Document> {
    return this.documents.dispute(id, version, input);
  }
}
