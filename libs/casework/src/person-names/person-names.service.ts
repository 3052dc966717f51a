// What we do with names.
import { commonErrors, now } from '@haven/kernel';
import { correct, Repo, type Draft, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import { Applicant } from '../applicants/applicant.entity.js';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { scriptOf } from '../code-lists/scripts.js';
import { DocumentsService } from '../documents/documents.service.js';
import { PersonName } from './person-name.entity.js';
import type { AddNameInput, CorrectNameInput, PersonNameInput } from './person-name.inputs.js';
import { mustBeAName, nameErrors, primaryAmong, spellingOf, wholeName, type Spelling } from './person-name.rules.js';

/** More spellings of a name than anybody has. */
const MOST_COMPARED = 1_000;

/** A name ready to be saved, but for whose it is. */
type ReadyName = Omit<Draft<PersonName>, 'applicantId'>;

@Injectable()
export class PersonNamesService {
  constructor(
    @Repo(PersonName) private readonly names: Repository<PersonName>,
    @Repo(Applicant) private readonly applicants: Repository<Applicant>,
    private readonly sources: DocumentsService,
  ) {}

  /**
   * The names of a person who is being registered, the primary one first.
   * @throws BAD_USER_INPUT naming the field
   */
  ready(inputs: readonly PersonNameInput[], path: string): [ReadyName, ...ReadyName[]] {
    const primary = primaryAmong(inputs, path);
    const names = inputs.map((input, index) => readyName(input, index === primary, `${path}[${index}]`));
    return [names[primary]!, ...names.filter((_, index) => index !== primary)];
  }

  async addReady(applicantId: string, names: readonly ReadyName[]): Promise<void> {
    for (const name of names) await this.names.add({ ...name, applicantId });
  }

  async add({ id, applicantId, ...input }: AddNameInput): Promise<PersonName> {
    const name = readyName(input, input.primary ?? false, 'input');
    const applicant = await this.applicants.one(applicantId, ApplicantPermission.update);
    await this.sources.mustBeOf(applicantId, input.sourceId, 'input.sourceId');
    if (name.primary) await this.demote(applicant);
    const added = await this.names.add({ ...(id && { id }), ...name, applicantId });
    if (name.primary) await this.show(applicant, added);
    return added;
  }

  async correct(id: string, version: number, input: CorrectNameInput): Promise<PersonName> {
    const { applicant, name } = await this.withApplicant(id);
    if (name.withdrawnAt) throw nameErrors.NAME_WITHDRAWN();
    await this.sources.mustBeOf(applicant.id, input.sourceId, 'input.sourceId');
    const { full, script, ...rest } = input;
    correct(name, rest);
    if (full) name.full = full;
    else if (input.family !== undefined || input.given !== undefined || input.patronymic !== undefined) {
      name.full = wholeName({ ...name, full: undefined }) || name.full;
    }
    if (script) name.script = script;
    else if (script === null) name.script = scriptOf(name.full);
    mustBeAName(name, 'input');
    await this.names.save(name, version);
    if (name.primary) await this.show(applicant, name);
    return name;
  }

  /** The name stays to be read, with the moment of its withdrawal. */
  async withdraw(id: string, version: number, reason?: string): Promise<PersonName> {
    const { name } = await this.withApplicant(id);
    if (name.primary) throw nameErrors.PRIMARY_NAME_STAYS();
    name.withdrawnAt ??= now();
    return this.names.save(name, version, reason);
  }

  async makePrimary(id: string, version: number): Promise<PersonName> {
    const { applicant, name } = await this.withApplicant(id);
    if (name.withdrawnAt) throw nameErrors.NAME_WITHDRAWN();
    if (name.primary) return this.names.save(name, version);
    await this.demote(applicant);
    name.primary = true;
    await this.names.save(name, version);
    await this.show(applicant, name);
    return name;
  }

  /** Whether one of the names that hold has this spelling already; case, order and what divides its parts do not count. */
  async isSpelled(applicantId: string, spelling: Spelling): Promise<boolean> {
    const known = await this.names.find({ applicantId, withdrawnAt: null }, 'unscoped', { limit: MOST_COMPARED });
    const wanted = spellingOf(wholeName(spelling));
    return known.some(({ full }) => spellingOf(full) === wanted);
  }

  /** The applicant is locked before the name, so that two changes of one person's names wait for each other. */
  private async withApplicant(id: string): Promise<{ applicant: Applicant; name: PersonName }> {
    const [seen] = await this.names.find({ id }, ApplicantPermission.update, { limit: 1 });
    if (!seen) throw commonErrors.NOT_FOUND();
    const applicant = await this.applicants.one(seen.applicantId, ApplicantPermission.update);
    return { applicant, name: await this.names.one(id, ApplicantPermission.update) };
  }

  private async demote({ id }: Applicant): Promise<void> {
    for (const name of await this.names.find({ applicantId: id, primary: true }, 'unscoped', {
      limit: 1,
      lock: true,
    })) {
      name.primary = false;
      await this.names.save(name);
    }
  }

  private async show(applicant: Applicant, name: PersonName): Promise<void> {
    applicant.displayName = name.full;
    await this.applicants.save(applicant);
  }
}

function readyName(input: PersonNameInput, primary: boolean, path: string): ReadyName {
  const full = wholeName(input);
  const name = { ...input, full, primary, script: input.script || scriptOf(full) };
  mustBeAName(name, path);
  return name;
}
