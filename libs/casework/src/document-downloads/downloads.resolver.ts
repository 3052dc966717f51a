// How leave to fetch a file is asked for.
import { Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { DocumentPermission } from '../documents/document.permissions.js';
import { DownloadTicket, FileRendition } from './download.views.js';
import { DownloadsService } from './downloads.service.js';

@Resolver(() => DownloadTicket)
export class DownloadsResolver {
  constructor(private readonly downloads: DownloadsService) {}

  @Requires(DocumentPermission.open)
  @Mutation(() => DownloadTicket, {
    description:
      'Gives leave to fetch a file of a document once. DOCUMENT_NOT_AVAILABLE for what has not left quarantine. The fetching stands in the audit trail.',
  })
  openDocument(
    @Args('documentId', { type: () => ID, description: 'The document.' }) id: string,
    @Args('rendition', {
      type: () => FileRendition,
      defaultValue: FileRendition.CONTENT,
      description: 'In which form.',
    })
    rendition: FileRendition,
    @Args('number', { type: () => Int, nullable: true, description: 'Number of the file; the current one without.' })
    number?: number,
  ): Promise<DownloadTicket> {
    return this.downloads.open(id, rendition, number);
  }
}
