// What may be said when a proposal is accepted.
import { pick } from '@haven/platform';
import { Field, InputType } from '@nestjs/graphql';
import { PaperProposal } from './paper-proposal.entity.js';

@InputType({
  description:
    'What is taken over of a proposal, all of it unless said otherwise, and what of it is put right. What is absent stays as it was read, null leaves it out. Without a kind, that of the document is taken where it tells more than the zone.',
})
export class AcceptPaperProposalInput extends pick(
  PaperProposal,
  [],
  ['kind', 'number', 'expiresOn', 'family', 'given', 'patronymic'],
) {
  @Field(() => Boolean, { defaultValue: true, description: 'Whether an identity document is made of it.' })
  identityDocument: boolean;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether its name becomes a name of the applicant; not a second time when it is there in this spelling.',
  })
  name: boolean;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether what the document does not say yet is filled in: number, country, last day of validity, and a more exact kind.',
  })
  documentFields: boolean;
}
