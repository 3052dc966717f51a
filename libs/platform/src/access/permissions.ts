// Permissions: module x action, each with its meaning. A noun names its own; a role grants them with a reach.
export interface Permission {
  /** `case.close`: what roles, tokens and the permission matrix are written in. */
  readonly name: string;
  readonly noun: string;
  readonly action: string;
  readonly meaning: string;
}

const known = new Map<string, Permission>();

/**
 * Declares the permissions of a noun.
 * @param noun lower camel case, as it stands in permission names
 * @param meanings action -> what it allows, as a sentence that can be read aloud
 */
export function permissions<A extends string>(noun: string, meanings: Record<A, string>): Record<A, Permission> {
  const made = {} as Record<A, Permission>;
  for (const action of Object.keys(meanings) as A[]) {
    const name = `${noun}.${action}`;
    if (known.has(name)) throw new Error(`Permission ${name} is declared twice`);
    made[action] = { name, noun, action, meaning: meanings[action] };
    known.set(name, made[action]);
  }
  return made;
}

export const allPermissions = (): Permission[] => [...known.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
export const permissionNamed = (name: string): Permission | undefined => known.get(name);
