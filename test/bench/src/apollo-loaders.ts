// The Apollo contender's loaders, new for each request: what the cases of an answer refer to, one query a relation.
// Tried beside them: find() with relations joined takes three times as long for a worklist at full size and is no quicker
// by id; with relations queried one by one it is slower still.
import DataLoader from 'dataloader';
import { type DataSource, In } from 'typeorm';
import { Applicant, CaseDocument, CaseReferral, User } from './apollo-entities.js';

type Loaded<T> = DataLoader<string, T>;

function byId<T extends { id: string }>(load: (ids: string[]) => Promise<T[]>): Loaded<T> {
  return new DataLoader<string, T>(async (ids) => {
    const found = new Map((await load([...ids])).map((row) => [row.id, row]));
    return ids.map((id) => found.get(id)!);
  });
}

function byCase<T extends { caseId: string }>(load: (ids: string[]) => Promise<T[]>): Loaded<T[]> {
  return new DataLoader<string, T[]>(async (ids) => {
    const found = Map.groupBy(await load([...ids]), ({ caseId }) => caseId);
    return ids.map((id) => found.get(id) ?? []);
  });
}

export interface Asked {
  organizationId: string;
  applicants: Loaded<Applicant>;
  users: Loaded<User>;
  documents: Loaded<CaseDocument[]>;
  referrals: Loaded<CaseReferral[]>;
}

const order = { createdAt: 'DESC', id: 'DESC' } as const;

/** What a resolver finds in the context of its request. */
export function asked(source: DataSource, organizationId: string): Asked {
  const applicants = source.getRepository(Applicant);
  const users = source.getRepository(User);
  const documents = source.getRepository(CaseDocument);
  const referrals = source.getRepository(CaseReferral);
  return {
    organizationId,
    applicants: byId((ids) => applicants.findBy({ organizationId, id: In(ids) })),
    users: byId((ids) => users.findBy({ organizationId, id: In(ids) })),
    documents: byCase((ids) => documents.find({ where: { organizationId, caseId: In(ids) }, order })),
    referrals: byCase((ids) => referrals.find({ where: { organizationId, caseId: In(ids) }, order })),
  };
}
