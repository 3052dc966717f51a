// How required documents are asked for and kept.
import { reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { RequiredDocument } from './required-document.entity.js';
import {
  AddRequiredDocumentInput,
  CorrectRequiredDocumentInput,
  EndRequiredDocumentInput,
} from './required-document.inputs.js';
import { RequiredDocumentPermission } from './required-document.permissions.js';
import { RequiredDocumentsService } from './required-documents.service.js';

reads(RequiredDocument, { one: 'requiredDocument', list: 'requiredDocuments' });

const THE_PAPER = { type: () => ID, description: 'The required document.' } as const;
const VERSION = { type: () => Int, description: 'Version that the client saw.' } as const;

@Resolver(() => RequiredDocument)
export class RequiredDocumentsResolver {
  constructor(private readonly required: RequiredDocumentsService) {}

  @Requires(RequiredDocumentPermission.keep)
  @Mutation(() => RequiredDocument, {
    description:
      'Asks for a paper in every case of a programme, or in every case. With dueInWorkingDays each case that is under way and lacks it gets a task, soon afterwards.',
  })
  addRequiredDocument(
    @Args('input', { description: 'The paper.' }) input: AddRequiredDocumentInput,
  ): Promise<RequiredDocument> {
    return this.required.add(input);
  }

  @Requires(RequiredDocumentPermission.keep)
  @Mutation(() => RequiredDocument, {
    description:
      'Corrects what is asked for; checklists follow at once, tasks soon afterwards. REQUIRED_DOCUMENT_ENDED when it has ended.',
  })
  correctRequiredDocument(
    @Args('id', THE_PAPER) id: string,
    @Args('version', VERSION) version: number,
    @Args('input', { description: 'What is to be otherwise.' }) input: CorrectRequiredDocumentInput,
  ): Promise<RequiredDocument> {
    return this.required.correct(id, version, input);
  }

  @Requires(RequiredDocumentPermission.keep)
  @Mutation(() => RequiredDocument, {
    description:
      'Ends the asking for a paper, today or on a day to come; its open tasks are then cancelled. REQUIRED_DOCUMENT_ENDED when it has ended.',
  })
  endRequiredDocument(
    @Args('id', THE_PAPER) id: string,
    @Args('version', VERSION) version: number,
    @Args('input', { defaultValue: {}, description: 'When it ends.' }) input: EndRequiredDocumentInput,
  ): Promise<RequiredDocument> {
    return this.required.end(id, version, input);
  }
}
