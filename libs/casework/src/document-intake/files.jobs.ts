// What comes later for files: uploads that were given up end, and what nothing needs any more leaves the store.
import { now } from '@haven/kernel';
import { Events, Every, Repo, Undertakes, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { FileShelf } from '../document-files/file-shelf.js';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { FilesLeftOver } from '../documents/document.events.js';
import { UPLOAD_MS, UploadDesk } from '../document-uploads/upload-desk.js';

/** More than an organisation gives up in an hour; what is left waits for the next one. */
const AT_ONCE = 100;

@Injectable()
export class FilesJobs {
  constructor(
    private readonly shelf: FileShelf,
    private readonly desk: UploadDesk,
    private readonly events: Events,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
  ) {}

  /** Removes what judgements, cancelled uploads and crashes left in the store. */
  @Undertakes(FilesLeftOver)
  async sweep(): Promise<void> {
    while (await this.shelf.sweep());
  }

  /** What a crash leaves behind nobody tells of. */
  @Every('1 hour', 'files.sweep')
  async lookForLeftOvers(): Promise<void> {
    await this.events.tell(FilesLeftOver({}));
  }

  /** Ends uploads whose time is over. */
  @Every('1 hour', 'files.abandon')
  async abandon(): Promise<void> {
    const work = unitOfWork();
    const { rows } = await work.run(
      `select id from "document_version" where organization_id = $1 and status = 'UPLOADING' and created_at < $2
         order by created_at limit ${AT_ONCE}`,
      [work.who.organizationId, new Date(now().getTime() - UPLOAD_MS)],
    );
    for (const [id] of rows) {
      const [version] = await this.versions.find({ id: id! }, 'unscoped', { limit: 1, lock: true });
      await this.desk.abandon(version!);
    }
  }
}
