// The document store: each document is parsed, limited and validated once; after that only its variables are looked at.
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { parseLimited, type TextLimits } from './documents.js';
import { checkLists } from './lists.js';
import { checkCost, LIMITS, planOf, type Limits, type Plan } from './limits.js';
import { validateOnce } from './validation.js';

export type DocumentStoreOptions = Partial<Limits> & TextLimits;

const MOST_DOCUMENTS = 1000;
/** Characters of all texts together; their trees take about 80 times as many bytes, so some 40 MB. */
const MOST_TEXT = 500_000;

export class DocumentStore {
  private readonly limits: Limits;
  private readonly text: TextLimits;
  private readonly plans = new WeakMap<DocumentNode, Plan>();
  private readonly documents = new LRUCache<string, DocumentNode>({
    max: MOST_DOCUMENTS,
    maxSize: MOST_TEXT,
    sizeCalculation: (_document, text) => Math.max(1, text.length),
  });

  constructor(
    private readonly schema: GraphQLSchema,
    { maxTokens, maxLength, ...limits }: DocumentStoreOptions = {},
  ) {
    this.limits = { ...LIMITS, ...limits };
    this.text = { maxTokens, maxLength };
  }

  /**
   * The document of a text, fit to be run but for its variables. What is refused is not kept.
   * The order is the defence: text, then limits, then the rules, so that rules which compare every field with every other see few.
   * @throws QUERY_TOO_COMPLEX, GRAPHQL_PARSE_FAILED, GRAPHQL_VALIDATION_FAILED; BAD_USER_INPUT for a list that is too long
   */
  get(text: string): DocumentNode {
    const known = this.documents.get(text);
    if (known) return known;
    const document = parseLimited(text, this.text);
    checkLists(document);
    const plan = planOf(this.schema, document, this.limits);
    const wrong = validateOnce(this.schema, document);
    if (wrong) throw wrong;
    this.plans.set(document, plan);
    this.documents.set(text, document);
    return document;
  }

  /**
   * Holds one request against the limits: its operation's name, and its cost with the page sizes that its variables say.
   * @throws QUERY_TOO_COMPLEX, GRAPHQL_VALIDATION_FAILED
   */
  check(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Readonly<Record<string, unknown>> | null | undefined,
  ): void {
    const plan = this.plans.get(document);
    if (!plan) throw new Error('The document is not from this store');
    checkCost(plan, operationName, variables, this.limits);
  }
}
