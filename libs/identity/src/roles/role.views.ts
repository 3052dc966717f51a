// What is told of roles and permissions.
import { Reach, Sensitivity } from '@haven/platform';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'One thing that may be allowed.' })
export class KnownPermission {
  @Field(() => String, { description: 'Module and action, such as case.close.' })
  name: string;

  @Field(() => String, { description: 'What it allows.' })
  meaning: string;
}

@ObjectType({ description: 'A permission that a role grants.' })
export class RolePermission extends KnownPermission {
  @Field(() => Reach, {
    description: 'Which records it reaches. TEAM of a role that is held for no team means every team.',
  })
  reach: Reach;
}

@ObjectType('Role', { description: 'A named list of permissions and of the classes of fields that it may see.' })
export class RolePage {
  @Field(() => String, { description: 'Name, for `grantRole`.' })
  name: string;

  @Field(() => String, { description: 'What the role is for.' })
  description: string;

  @Field(() => Boolean, {
    description:
      'Whether it may be held for a team; a role that reaches past teams is held for the whole organisation.',
  })
  heldForTeam: boolean;

  @Field(() => [RolePermission], { description: 'What it allows, by name.' })
  permissions: RolePermission[];

  @Field(() => [Sensitivity], {
    description: 'Classes of fields that it may see, in whatever record the user reaches by any of their roles.',
  })
  sees: readonly Sensitivity[];
}
