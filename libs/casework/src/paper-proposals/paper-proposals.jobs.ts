// What comes later for proposals: a picture that can be opened is read, and what was read from an earlier file is outdated.
import { DomainError } from '@haven/kernel';
import { Hears, Repo, today, Transactions, Undertakes, who, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { FileShelf } from '../document-files/file-shelf.js';
import { filesOf, Rendition, type StoredFile } from '../document-files/stored-files.js';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';
import { DocumentChanged, FileAvailable } from '../documents/document.events.js';
import { allowedType } from '../file-inspection/allowed-types.js';
import { PaperReader } from '../paper-reading/paper-reader.js';
import type { PaperReading } from '../paper-reading/paper-reading.js';
import { PaperProposal, PaperProposalStatus } from './paper-proposal.entity.js';
import { mayHaveZone, proposalOf, proposalStates } from './paper-proposal.rules.js';

/** A document has at most as many files. */
const MOST = 100;
const { PROPOSED, OUTDATED } = PaperProposalStatus;

@Injectable()
export class PaperProposalsJobs {
  constructor(
    private readonly shelf: FileShelf,
    private readonly reader: PaperReader,
    private readonly transactions: Transactions,
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(DocumentVersion) private readonly versions: Repository<DocumentVersion>,
    @Repo(PaperProposal) private readonly proposals: Repository<PaperProposal>,
  ) {}

  /** Begun anew, it finds what it has proposed and proposes nothing twice. */
  @Undertakes(FileAvailable)
  async propose({ versionId, documentId }: { versionId: string; documentId: string }): Promise<void> {
    const picture = await this.transactions.run(async () => {
      const document = await this.document(documentId);
      await this.follow(document);
      return this.unread(versionId, document);
    });
    const reading = picture && (await this.read(picture.file, picture.applicantId));
    if (reading) await this.transactions.run(() => this.keep(versionId, documentId, reading));
  }

  /** A file that was restored proposes again what was read from it. */
  @Hears(DocumentChanged)
  async afterChange({ documentId }: { documentId: string }): Promise<void> {
    await this.follow(await this.document(documentId));
  }

  private async document(id: string): Promise<Document> {
    const [document] = await this.documents.find({ id }, 'unscoped', { limit: 1, lock: true });
    return document!;
  }

  /** Only what was read from the current file is proposed. */
  private async follow({ id: documentId, currentVersionId }: Document): Promise<void> {
    const undecided = { documentId, status: [PROPOSED, OUTDATED] };
    for (const proposal of await this.proposals.find(undecided, 'unscoped', { limit: MOST, lock: true })) {
      const standing = proposal.fileId === currentVersionId ? PROPOSED : OUTDATED;
      if (proposal.status === standing) continue;
      proposalStates.move(proposal, standing);
      await this.proposals.save(proposal);
    }
  }

  /** The picture, unless it was read before or is none of a paper that has a zone. */
  private async unread(
    id: string,
    { kind, applicantId }: Document,
  ): Promise<{ file: StoredFile; applicantId: string } | undefined> {
    const [version] = await this.versions.find({ id }, 'unscoped', { limit: 1 });
    if (!mayHaveZone(kind) || allowedType(version!.mediaType)?.family !== 'IMAGE') return undefined;
    if (await this.proposals.count({ fileId: id })) return undefined;
    const [file] = await filesOf(id, Rendition.CONTENT);
    return file && { file, applicantId };
  }

  /** What cannot be read, or takes more than a reading may, proposes nothing: somebody will look at it anyway. */
  private async read(file: StoredFile, applicantId: string): Promise<PaperReading | undefined> {
    try {
      return await this.reader.read(await this.shelf.read(file, applicantId), today(who()));
    } catch (error) {
      if (error instanceof DomainError && NOT_READ.has(error.code)) return undefined;
      throw error;
    }
  }

  /** The document is locked, so that two workers with the same file come here one after the other. */
  private async keep(fileId: string, documentId: string, reading: PaperReading): Promise<void> {
    const { applicantId, currentVersionId } = await this.document(documentId);
    if (await this.proposals.count({ fileId })) return;
    const status = fileId === currentVersionId ? PROPOSED : OUTDATED;
    await this.proposals.add({ documentId, applicantId, fileId, status, ...proposalOf(reading) });
  }
}

const NOT_READ: ReadonlySet<string> = new Set(['PAPER_PICTURE_UNREADABLE', 'PAPER_READING_STOPPED']);
