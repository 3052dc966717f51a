// How proposals are asked for and decided.
import { listedUnder, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { Document } from '../documents/document.entity.js';
import { DocumentPermission } from '../documents/document.permissions.js';
import { PaperProposal } from './paper-proposal.entity.js';
import { AcceptPaperProposalInput } from './paper-proposal.inputs.js';
import { PaperProposalsService } from './paper-proposals.service.js';

listedUnder(() => Document, 'proposals', PaperProposal, 'documentId');

const id = { type: () => ID, description: 'The proposal.' };
const version = { type: () => Int, description: 'Version of the proposal that the client saw.' };

@Resolver(() => PaperProposal)
export class PaperProposalsResolver {
  constructor(private readonly proposals: PaperProposalsService) {}

  @Requires(DocumentPermission.add)
  @Mutation(() => PaperProposal, {
    description:
      'Takes over what a paper proposes: an identity document with the document as its scan, a name, and what the document does not say yet. Also needs `applicant.update`. PAPER_PROPOSAL_DECIDED or PAPER_PROPOSAL_OUTDATED when there is nothing to decide any more, DOCUMENT_CLASS_NOT_SEEN where the class of the document is not seen.',
  })
  acceptPaperProposal(
    @Args('id', id) id: string,
    @Args('version', version) version: number,
    @Args('input', { description: 'What is taken over, and put right.' }) input: AcceptPaperProposalInput,
  ): Promise<PaperProposal> {
    return this.proposals.accept(id, version, input);
  }

  @Requires(DocumentPermission.add)
  @Mutation(() => PaperProposal, {
    description:
      'Refuses what a paper proposes: it stays to be read and changes nothing. Also needs `applicant.update`. Refused itself as the accepting is.',
  })
  refusePaperProposal(@Args('id', id) id: string, @Args('version', version) version: number): Promise<PaperProposal> {
    return this.proposals.refuse(id, version);
  }
}
