// Idempotency: a request that comes again changes nothing and gets its answer again. The key is the client's: a header, or the id it made for a new record.
import { commonErrors, isId, now } from '@haven/kernel';
import { getArgumentValues, type ExecutionResult, type GraphQLObjectType, type OperationDefinitionNode } from 'graphql';
import type { Place } from '../crypto/key-request.js';
import type { Keyring } from '../crypto/keyring.js';
import type { Seal } from '../crypto/seal.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { Operation } from './operations.js';
import type { OperationState, Outcome } from './resolving.js';
import { collect, type Selecting } from './selections.js';

interface Asked extends Selecting {
  operation: OperationDefinitionNode;
  type: GraphQLObjectType;
}

/** A root field as the client called it, and what it asks for. */
interface Deed {
  key: string;
  field: string;
  args: Record<string, unknown>;
}

export const LONGEST_KEY = 200;

/** What a client must know of retries; printed into the schema. */
export const ABOUT_MUTATIONS = `Everything that changes something. An operation is whole or not at all: one field that is refused undoes the others.
Send an \`Idempotency-Key\` header (at most ${LONGEST_KEY} characters), or an \`id\` of your own in the input of a new record, and a retry within 24 hours does nothing again. What answers a record answers the record as it is now; anything else, such as an invitation, is answered as it was. Fields and arguments must be the same, the selection may differ; IDEMPOTENCY_KEY_REUSED otherwise. A refused operation leaves no key behind. \`signIn\`, \`refreshSession\` and \`acceptInvitation\` take no part: each has rules of its own against being said twice. After \`signOut\` nobody is signed in who could ask again: a retry is UNAUTHENTICATED.`;

export class Idempotency {
  constructor(
    private readonly operations: ReadonlyMap<string, Operation>,
    private readonly seal: Seal,
    private readonly keyring: Keyring,
  ) {}

  /**
   * Runs a mutation once per key and user. Keys are forgotten after 24 hours; the same key is then a new request.
   * @throws IDEMPOTENCY_KEY_REUSED when the key came with another request
   */
  async once(
    work: UnitOfWork,
    header: string | undefined,
    asked: Asked,
    state: OperationState,
    run: () => Promise<ExecutionResult>,
  ): Promise<ExecutionResult> {
    const deeds = this.deedsOf(asked);
    const key = header ?? clientMadeId(deeds);
    if (!key || deeds.length === 0) return run();
    if (key.length > LONGEST_KEY)
      throw commonErrors.BAD_USER_INPUT(`An Idempotency-Key has at most ${LONGEST_KEY} characters.`);
    const { organizationId, userId } = work.who;
    const which = [organizationId, userId, key];
    // Keyed, because what was said may be a password or a name, which a plain hash would let one guess.
    const said = JSON.stringify(deeds.map(({ field, args }) => [field, args]));
    const fingerprint = this.seal.sign('idempotency fingerprint', said.toWellFormed());
    const { touched } = await work.run(
      'insert into "idempotency_key" (organization_id, user_id, key, fingerprint, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing',
      [...which, fingerprint, now()],
    );
    const place = { table: 'idempotency_key', column: 'answered', rowId: which.join(' '), subjectId: organizationId };
    if (touched === 0) {
      const { rows } = await work.run(
        'select fingerprint, answered from "idempotency_key" where organization_id = $1 and user_id = $2 and key = $3',
        which,
      );
      const [known, answered] = rows[0] ?? [];
      if (known !== fingerprint) throw commonErrors.IDEMPOTENCY_KEY_REUSED();
      const outcomes = await this.opened(place, answered ?? '[]');
      state.once = new Map(deeds.map((deed, index) => [deed.key, outcomes[index]]));
      return run();
    }
    state.once = new Map(deeds.map((deed) => [deed.key, undefined]));
    const result = await run();
    const outcomes = deeds.map((deed) => state.once!.get(deed.key));
    await work.run(
      'update "idempotency_key" set answered = $4 where organization_id = $1 and user_id = $2 and key = $3',
      [...which, await this.closed(place, outcomes)],
    );
    return result;
  }

  /** The root fields that take part, in the order in which they are run; what everyone may ask has rules of its own. */
  private deedsOf(asked: Asked): Deed[] {
    return [...collect(asked, asked.type, [asked.operation.selectionSet])].flatMap(([key, nodes]) => {
      const definition = asked.type.getFields()[nodes[0]!.name.value];
      const requirement = definition && this.operations.get(`mutation.${definition.name}`)?.requirement;
      if (!definition || requirement === 'public') return [];
      return [{ key, field: definition.name, args: getArgumentValues(definition, nodes[0]!, asked.variables) }];
    });
  }

  /** Ids of records stand as they are; what else was answered may be a secret, and is kept under the organisation's key. */
  private async closed(place: Place, outcomes: readonly (Outcome | undefined)[]): Promise<string> {
    if (outcomes.every((each) => each && 'id' in each)) return JSON.stringify(outcomes);
    const keys = await this.keyring.load(place.subjectId, [place.subjectId]);
    return JSON.stringify(keys.encrypt(place, JSON.stringify(outcomes)).toString('base64url'));
  }

  private async opened(place: Place, answered: string): Promise<(Outcome | undefined)[]> {
    const kept = JSON.parse(answered) as (Outcome | undefined)[] | string;
    if (typeof kept !== 'string') return kept;
    const keys = await this.keyring.load(place.subjectId, [place.subjectId]);
    return JSON.parse(keys.decrypt(place, Buffer.from(kept, 'base64url')) ?? '[]') as (Outcome | undefined)[];
  }
}

/** The id that the client made for a new record: `input.id` of the only mutation. */
function clientMadeId(deeds: readonly Deed[]): string | undefined {
  const [deed, another] = deeds;
  const id = another ? undefined : (deed?.args.input as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' && isId(id.toLowerCase()) ? `id:${id.toLowerCase()}` : undefined;
}
