// Names of references: who and which team the ids in a page of changes mean, asked for once for the whole page.
import { Team, TeamPermission, User, UserPermission } from '@haven/identity';
import { Repo, type RecordTraits, type Repository } from '@haven/platform';
import { Injectable } from '@nestjs/common';
import type { FieldChange } from './history.views.js';

export interface ChangesOf {
  record: RecordTraits;
  changes: readonly FieldChange[];
}

@Injectable()
export class ReferenceNames {
  constructor(
    @Repo(User) private readonly users: Repository<User>,
    @Repo(Team) private readonly teams: Repository<Team>,
  ) {}

  /** Puts the names beside the ids; of somebody whom the asking user does not see, and of other records, there is none. */
  async putBeside(page: readonly ChangesOf[]): Promise<void> {
    const people = referencesTo(User, page);
    const offices = referencesTo(Team, page);
    const [users, teams] = [idsIn(people), idsIn(offices)];
    const names = new Map<string, string>();
    if (users.length > 0)
      for (const { id, name } of await this.users.find({ id: users }, UserPermission.read, { limit: users.length }))
        names.set(id, name);
    if (teams.length > 0)
      for (const { id, name } of await this.teams.find({ id: teams }, TeamPermission.read, { limit: teams.length }))
        names.set(id, name);
    for (const change of [...people, ...offices]) {
      change.fromName = names.get(change.from ?? '') ?? null;
      change.toName = names.get(change.to ?? '') ?? null;
    }
  }
}

const referencesTo = (type: Function, page: readonly ChangesOf[]): FieldChange[] =>
  page.flatMap(({ record, changes }) =>
    changes.filter(({ field }) => record.fields.find(({ name }) => name === field)?.target?.() === type),
  );

const idsIn = (changes: readonly FieldChange[]): string[] => [
  ...new Set(changes.flatMap(({ from, to }) => [from, to]).filter((id) => id !== null)),
];
