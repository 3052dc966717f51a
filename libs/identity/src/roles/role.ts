// A role: a named list of permissions, each with its reach, and the classes of fields it may see. An auditor can read it aloud.
import { permissionNamed, Reach, Sensitivity } from '@haven/platform';

export interface Role {
  name: string;
  /** What the role is for, in one sentence. */
  is: string;
  sees: readonly Sensitivity[];
  may: Readonly<Record<string, Reach>>;
}

export const { OWN, TEAM, ORGANIZATION } = Reach;

/** Every permission that is named must exist: a misspelt one would silently grant nothing. @throws naming the first that does not */
export function mustNameKnownPermissions(roles: readonly Role[]): void {
  for (const role of roles) {
    for (const name of Object.keys(role.may))
      if (!permissionNamed(name))
        throw new Error(`The role ${role.name} names the permission ${name}, which no noun has`);
  }
}
