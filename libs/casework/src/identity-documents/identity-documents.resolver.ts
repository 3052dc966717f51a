// How identity documents are asked for and changed.
import { foundUnder, listedUnder, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { IdentityDocument } from './identity-document.entity.js';
import { AddIdentityDocumentInput, CorrectIdentityDocumentInput } from './identity-document.inputs.js';
import { IdentityDocumentsService } from './identity-documents.service.js';

listedUnder(() => Applicant, 'identityDocuments', IdentityDocument, 'applicantId');
foundUnder(
  () => Applicant,
  'documentNumber',
  IdentityDocument,
  'applicantId',
  'number',
  'One of the identity documents has this number; spaces, hyphens and case do not count, nor whether a letter is Latin or its Cyrillic twin.',
  ({ col }) => `${col('withdrawn_at')} is null`,
);

@Resolver(() => IdentityDocument)
export class IdentityDocumentsResolver {
  constructor(private readonly documents: IdentityDocumentsService) {}

  @Requires(ApplicantPermission.update)
  @Mutation(() => IdentityDocument, { description: 'Adds an identity document to an applicant.' })
  addIdentityDocument(@Args('input') input: AddIdentityDocumentInput): Promise<IdentityDocument> {
    return this.documents.add(input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => IdentityDocument, { description: 'Corrects an identity document.' })
  correctIdentityDocument(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: CorrectIdentityDocumentInput,
  ): Promise<IdentityDocument> {
    return this.documents.correct(id, version, input);
  }

  @Requires(ApplicantPermission.update)
  @Mutation(() => IdentityDocument, {
    description: 'Withdraws a mistaken identity document: it is kept, but no longer found.',
  })
  withdrawIdentityDocument(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('reason', { nullable: true, description: 'Why; kept in the history.' }) reason?: string,
  ): Promise<IdentityDocument> {
    return this.documents.withdraw(id, version, reason);
  }
}
