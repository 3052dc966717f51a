// Idempotency: a request that comes again changes nothing and gets the same answer. The key is the client's: a header, or the id it made for a new record.
import { commonErrors, isId, now } from '@haven/kernel';
import { Kind, print, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import type { Seal } from '../crypto/seal.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { OperationState } from './resolving.js';

interface Asked {
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
  roots: readonly { key: string }[];
}

export const LONGEST_KEY = 200;

/**
 * Runs a mutation once per key and user. What an earlier run answered with is read again, with today's permissions.
 * Keys are forgotten after 24 hours; the same key is then a new request.
 * @throws IDEMPOTENCY_KEY_REUSED when the key came with another request
 */
export async function idempotently(
  work: UnitOfWork,
  seal: Seal,
  header: string | undefined,
  asked: Asked,
  state: OperationState,
  deed: () => Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const key = header ?? clientMadeId(asked);
  if (!key) return deed();
  if (key.length > LONGEST_KEY)
    throw commonErrors.BAD_USER_INPUT(`An Idempotency-Key has at most ${LONGEST_KEY} characters.`);
  const { organizationId, userId } = work.who;
  // Keyed, because what was said may be a password or a name, which a plain hash would let one guess.
  const fingerprint = seal.sign(
    'idempotency fingerprint',
    (print(asked.operation) + JSON.stringify(asked.variables)).toWellFormed(),
  );
  const inserted = await work.run(
    'insert into "idempotency_key" (organization_id, user_id, key, fingerprint, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [organizationId, userId, key, fingerprint, now()],
  );
  const which = [organizationId, userId, key];
  if (inserted.touched === 0) {
    const { rows } = await work.run(
      'select fingerprint, answered from "idempotency_key" where organization_id = $1 and user_id = $2 and key = $3',
      which,
    );
    const [known, answered] = rows[0] ?? [];
    if (known !== fingerprint) throw commonErrors.IDEMPOTENCY_KEY_REUSED();
    state.replay = JSON.parse(answered ?? '{}') as Record<string, string | null>;
    return deed();
  }
  state.answered = {};
  const result = await deed();
  await work.run(
    'update "idempotency_key" set answered = $4 where organization_id = $1 and user_id = $2 and key = $3',
    [...which, JSON.stringify(state.answered)],
  );
  return result;
}

/** The id that the client made for a new record: `input.id` of the only mutation. */
function clientMadeId({ operation, variables, roots }: Asked): string | undefined {
  const [field] = operation.selectionSet.selections;
  if (roots.length !== 1 || field?.kind !== Kind.FIELD) return undefined;
  const value = field.arguments?.find((argument) => argument.name.value === 'input')?.value;
  if (value?.kind === Kind.VARIABLE) return idIn(variables[value.name.value]);
  if (value?.kind !== Kind.OBJECT) return undefined;
  const id = value.fields.find((each) => each.name.value === 'id')?.value;
  if (id?.kind === Kind.STRING) return idIn({ id: id.value });
  return id?.kind === Kind.VARIABLE ? idIn({ id: variables[id.name.value] }) : undefined;
}

/** What is no id is refused by its name later on; nothing is done under it that could come again. */
const idIn = (input: unknown): string | undefined => {
  const id = (input as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && isId(id.toLowerCase()) ? `id:${id.toLowerCase()}` : undefined;
};
