// What comes later of required documents: tasks follow what becomes of cases, of documents and of what programmes ask for.
import { Events, Hears } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import {
  CaseAssigned,
  CaseClosed,
  CaseMoved,
  CaseOpened,
  CaseProgrammeChanged,
  CaseReopened,
} from '../cases/case.events.js';
import { DocumentChanged } from '../documents/document.events.js';
import { RequiredDocumentKept } from '../required-documents/required-document.events.js';
import { AskedPapers } from './asked-papers.js';
import { casesConcerned, casesOfDocument } from './open-papers.js';

/** Cases in one transaction; an organisation may have thousands. */
const PORTION = 50;

@Injectable()
export class AskedPapersJobs {
  constructor(
    private readonly papers: AskedPapers,
    private readonly events: Events,
  ) {}

  @Hears(CaseOpened)
  afterOpening({ caseId }: { caseId: string }): Promise<void> {
    return this.papers.settle([caseId]);
  }

  @Hears(CaseProgrammeChanged)
  afterChangeOfProgramme({ caseId }: { caseId: string }): Promise<void> {
    return this.papers.settle([caseId]);
  }

  /** A case that is declined asks for nothing any more. */
  @Hears(CaseMoved)
  afterMoving({ caseId }: { caseId: string }): Promise<void> {
    return this.papers.settle([caseId]);
  }

  @Hears(CaseClosed)
  afterClosing({ caseId }: { caseId: string }): Promise<void> {
    return this.papers.settle([caseId]);
  }

  @Hears(CaseReopened)
  afterReopening({ caseId }: { caseId: string }): Promise<void> {
    return this.papers.settle([caseId]);
  }

  @Hears(CaseAssigned)
  afterAssigning({ caseId }: { caseId: string }): Promise<void> {
    return this.papers.handOver(caseId);
  }

  @Hears(DocumentChanged)
  async afterDocument({ documentId }: { documentId: string }): Promise<void> {
    const caseIds = await casesOfDocument(documentId);
    if (caseIds.length > 0) await this.papers.settle(caseIds);
  }

  /** Goes through one portion of the cases, and asks for the next. */
  @Hears(RequiredDocumentKept)
  async afterKeeping({
    requiredDocumentId,
    afterCaseId,
  }: {
    requiredDocumentId: string;
    afterCaseId: string | null;
  }): Promise<void> {
    const caseIds = await casesConcerned(requiredDocumentId, afterCaseId, PORTION);
    if (caseIds.length > 0) await this.papers.settle(caseIds, requiredDocumentId);
    if (caseIds.length === PORTION)
      await this.events.tell(RequiredDocumentKept({ requiredDocumentId, afterCaseId: caseIds.at(-1)! }));
  }
}
