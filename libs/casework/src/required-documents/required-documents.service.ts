// What we do with required documents: add, correct and end them.
import { correct, Events, Repo, today, unitOfWork, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { programmeForm } from '../cases/case.rules.js';
import { RequiredDocument } from './required-document.entity.js';
import { RequiredDocumentKept } from './required-document.events.js';
import type {
  AddRequiredDocumentInput,
  CorrectRequiredDocumentInput,
  EndRequiredDocumentInput,
} from './required-document.inputs.js';
import { RequiredDocumentPermission } from './required-document.permissions.js';
import {
  mustEndAfterItBegins,
  mustEndFrom,
  mustNotHaveEnded,
  mustSayWhat,
  turningDays,
} from './required-document.rules.js';

@Injectable()
export class RequiredDocumentsService {
  constructor(
    @Repo(RequiredDocument) private readonly required: Repository<RequiredDocument>,
    private readonly events: Events,
  ) {}

  /** @throws BAD_USER_INPUT */
  async add({ id, ...input }: AddRequiredDocumentInput): Promise<RequiredDocument> {
    const day = today(unitOfWork().who);
    mustSayWhat(input);
    mustEndAfterItBegins(input, 'activeFrom', day);
    mustEndAfterItBegins(input, 'activeBefore', day);
    const added = await this.required.add({
      ...(id && { id }),
      ...input,
      programmeForm: programmeForm(input.programme),
      obligatory: input.obligatory ?? true,
      mustBeVerified: input.mustBeVerified ?? false,
    });
    await this.tellKept(added);
    return added;
  }

  /** @throws REQUIRED_DOCUMENT_ENDED */
  async correct(id: string, version: number, input: CorrectRequiredDocumentInput): Promise<RequiredDocument> {
    const day = today(unitOfWork().who);
    const found = await this.required.one(id, RequiredDocumentPermission.keep, version);
    mustNotHaveEnded(found, day);
    correct(found, input);
    found.programmeForm = programmeForm(found.programme);
    mustSayWhat(found);
    if (input.activeFrom) mustEndAfterItBegins(found, 'activeFrom', day);
    await this.required.save(found);
    if (found.version !== version) await this.tellKept(found);
    return found;
  }

  /** @throws REQUIRED_DOCUMENT_ENDED */
  async end(id: string, version: number, { activeBefore }: EndRequiredDocumentInput): Promise<RequiredDocument> {
    const day = today(unitOfWork().who);
    const found = await this.required.one(id, RequiredDocumentPermission.keep, version);
    mustNotHaveEnded(found, day);
    found.activeBefore = activeBefore ?? day;
    mustEndFrom(day, found.activeBefore);
    // What was to begin later is called off by ending it today.
    if (!activeBefore && found.activeFrom && found.activeFrom > day) found.activeFrom = day;
    mustEndAfterItBegins(found, 'activeBefore', day);
    await this.required.save(found);
    if (found.version !== version) await this.tellKept(found);
    return found;
  }

  /** Whoever makes tasks goes through the cases now, and again on the days on which something begins or ends. */
  private async tellKept(required: RequiredDocument): Promise<void> {
    const kept = RequiredDocumentKept({ requiredDocumentId: required.id, afterCaseId: null });
    await this.events.tell(kept);
    for (const day of turningDays(required, today(unitOfWork().who))) await this.events.tell(kept, begun(day));
  }
}

/** By noon in UTC a day has begun in every time zone. */
const begun = (day: string): Date => new Date(`${day}T12:00:00Z`);
