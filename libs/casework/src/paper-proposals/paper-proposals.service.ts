// What we do with proposals: accept or refuse them. Nothing is taken over in any other way.
import { badInput, now } from '@haven/kernel';
import { Events, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { Document } from '../documents/document.entity.js';
import { DocumentChanged } from '../documents/document.events.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { mustHaveSoundDays, mustSeeClass } from '../documents/document.rules.js';
import { IdentityDocumentsService } from '../identity-documents/identity-documents.service.js';
import { PersonNamesService } from '../person-names/person-names.service.js';
import { PaperProposal, PaperProposalStatus } from './paper-proposal.entity.js';
import type { AcceptPaperProposalInput } from './paper-proposal.inputs.js';
import * as rules from './paper-proposal.rules.js';

@Injectable()
export class PaperProposalsService {
  constructor(
    @Repo(PaperProposal) private readonly proposals: Repository<PaperProposal>,
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly identityDocuments: IdentityDocumentsService,
    private readonly names: PersonNamesService,
    private readonly events: Events,
  ) {}

  /** @throws BAD_USER_INPUT naming what cannot be taken over as it is; then nothing is */
  async accept(id: string, version: number, input: AcceptPaperProposalInput): Promise<PaperProposal> {
    rules.mustTakeSomething(input);
    const { proposal, document } = await this.decided(id, version, PaperProposalStatus.ACCEPTED);
    const said = rules.putRight(proposal, input, document);
    if (input.identityDocument) await this.makeIdentityDocument(proposal, document, said);
    if (input.name) await this.addName(proposal, said);
    if (input.documentFields) await this.fillIn(document, proposal, said);
    return this.proposals.save(proposal);
  }

  async refuse(id: string, version: number): Promise<PaperProposal> {
    const { proposal } = await this.decided(id, version, PaperProposalStatus.REFUSED);
    return this.proposals.save(proposal);
  }

  /** The document is locked before the proposal, as where another file becomes current. */
  private async decided(id: string, version: number, to: PaperProposalStatus) {
    const { who } = unitOfWork();
    const { documentId, applicantId } = await this.proposals.within(id, DocumentPermission.add);
    const document = await this.documents.one(documentId, DocumentPermission.add);
    const proposal = await this.proposals.one(id, DocumentPermission.add, version);
    await this.applicants.within(applicantId, ApplicantPermission.update);
    mustSeeClass(who, document.sensitivity);
    rules.proposalStates.move(proposal, to);
    rules.mustBeOfCurrentFile(proposal, document);
    proposal.decidedById = who.userId;
    proposal.decidedAt = now();
    return { proposal, document };
  }

  private async makeIdentityDocument(proposal: PaperProposal, document: Document, said: rules.Said): Promise<void> {
    const { applicantId, issuingCountry } = proposal;
    const { kind, number, expiresOn } = said;
    if (!number) throw badInput('input.number', 'Write the number with its series.');
    const paper = { applicantId, kind, number, issuingCountry, expiresOn, scanId: document.id };
    ({ id: proposal.identityDocumentId } = await this.identityDocuments.add(paper));
  }

  private async addName({ applicantId, documentId, nameKind, scheme }: PaperProposal, said: rules.Said): Promise<void> {
    const { family, given, patronymic } = said;
    const spelling = { family, given, patronymic };
    if (await this.names.isSpelled(applicantId, spelling)) return;
    await this.names.add({ applicantId, kind: nameKind, ...spelling, scheme, sourceId: documentId });
  }

  private async fillIn(document: Document, proposal: PaperProposal, said: rules.Said): Promise<void> {
    rules.fillIn(document, proposal, said);
    mustHaveSoundDays(document, today(unitOfWork().who));
    await this.documents.save(document);
    await this.events.tell(DocumentChanged({ documentId: document.id }));
  }
}
