// How roles and permissions are looked up.
import { allPermissions, permissionNamed, SignedIn } from '@haven/platform';
import { Query, Resolver } from '@nestjs/graphql';
import { BUILT_IN_ROLES, isHeldForTeam } from './built-in-roles.js';
import { KnownPermission, RolePage } from './role.views.js';

@Resolver(() => RolePage)
export class RolesResolver {
  @SignedIn()
  @Query(() => [RolePage], { description: 'Every role, with what it allows.' })
  roles(): RolePage[] {
    return BUILT_IN_ROLES.map((role) => ({
      name: role.name,
      description: role.is,
      heldForTeam: isHeldForTeam(role),
      permissions: Object.entries(role.may)
        .map(([permission, reach]) => ({
          name: permission,
          meaning: permissionNamed(permission)?.meaning ?? '',
          reach,
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      sees: role.sees,
    }));
  }

  @SignedIn()
  @Query(() => [KnownPermission], { description: 'Every permission there is, by name.' })
  permissions(): KnownPermission[] {
    return allPermissions().map(({ name, meaning }) => ({ name, meaning }));
  }
}
