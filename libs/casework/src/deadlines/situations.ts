// Situations: everything of an applicant that deadlines hang on, read in one place.
import { Repo, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { Document } from '../documents/document.entity.js';
import { IdentityDocument } from '../identity-documents/identity-document.entity.js';
import { ResidenceStatus } from '../residence-statuses/residence-status.entity.js';
import { Stay } from '../stays/stay.entity.js';
import type { Situation } from './deadline.rules.js';

/** More than anybody has. */
const ALL = { limit: 10_000 };

@Injectable()
export class Situations {
  constructor(
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    @Repo(IdentityDocument) private readonly papers: Repository<IdentityDocument>,
    @Repo(Document) private readonly documents: Repository<Document>,
    @Repo(ResidenceStatus) private readonly statuses: Repository<ResidenceStatus>,
    @Repo(Stay) private readonly stays: Repository<Stay>,
  ) {}

  async of(applicantId: string): Promise<(Situation & { applicant: Applicant }) | undefined> {
    const [applicant] = await this.applicants.find({ id: applicantId }, 'unscoped', { limit: 1 });
    if (!applicant) return undefined;
    return {
      applicant,
      nationalities: applicant.nationalities,
      papers: await this.papers.find({ applicantId }, 'unscoped', ALL),
      documents: await this.documents.find({ applicantId }, 'unscoped', ALL),
      statuses: await this.statuses.find({ applicantId }, 'unscoped', ALL),
      stays: await this.stays.find({ applicantId }, 'unscoped', ALL),
    };
  }

  /** Whose document it is. */
  async ownerOf(documentId: string): Promise<string | undefined> {
    const [document] = await this.documents.find({ id: documentId }, 'unscoped', { limit: 1 });
    return document?.applicantId;
  }
}
