// How uploads under way are asked about: a further ticket, or an end.
import { Requires } from '@haven/platform';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { UploadDesk } from './upload-desk.js';
import { UploadTicket } from './upload.views.js';

@Resolver(() => UploadTicket)
export class UploadsResolver {
  constructor(private readonly uploads: UploadDesk) {}

  @Requires(DocumentPermission.add)
  @Mutation(() => UploadTicket, {
    description: 'A further ticket for an upload under way, for another session or device of whoever began it.',
  })
  renewUploadTicket(
    @Args('documentVersionId', { type: () => ID, description: 'The file that is expected.' }) id: string,
  ): Promise<UploadTicket> {
    return this.uploads.renew(id);
  }

  @Requires(DocumentPermission.add)
  @Mutation(() => DocumentVersion, { description: 'Gives up an upload under way; what has arrived of it is removed.' })
  cancelUpload(
    @Args('documentVersionId', { type: () => ID, description: 'The file that is expected.' }) id: string,
  ): Promise<DocumentVersion> {
    return this.uploads.cancel(id);
  }
}
