// What signed-in users are told about themselves.
import { Reach, Sensitivity } from '@haven/platform';
import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Organization } from '../organizations/organization.entity.js';
import { Team } from '../teams/team.entity.js';
import { User } from '../users/user.entity.js';

registerEnumType(Reach, {
  name: 'Reach',
  description: 'Which records a permission reaches.',
  valuesMap: {
    OWN: { description: 'Records that the user made or that are assigned to them.' },
    TEAM: { description: 'Records of certain teams and the teams below them.' },
    ORGANIZATION: { description: 'Every record of the organisation.' },
  },
});

@ObjectType({ description: 'A role held today.' })
export class HeldRole {
  @Field(() => String, { description: 'Name of the role.' })
  role: string;

  @Field(() => ID, { nullable: true, description: 'Team for which it is held; none for the whole organisation.' })
  teamId: string | null;

  @Field(() => Team, { nullable: true, description: 'That team, for those who may `team.read`.' })
  team: { id: string } | null;
}

@ObjectType({ description: 'What a user may do today, all roles taken together.' })
export class EffectivePermission {
  @Field(() => String, { description: 'Module and action, such as case.close.' })
  name: string;

  @Field(() => String, { description: 'What it allows.' })
  meaning: string;

  @Field(() => Reach, { description: 'Which records it reaches.' })
  reach: Reach;

  @Field(() => [ID], { description: 'Teams it reaches, with reach TEAM.' })
  teamIds: readonly string[];
}

@ObjectType({ description: 'The asking user.' })
export class Me {
  @Field(() => User, { description: 'The user.' })
  user: { id: string };

  @Field(() => Organization, {
    nullable: true,
    description: 'The organisation, for those who may `organization.read`.',
  })
  organization: { id: string };

  @Field(() => [HeldRole], { description: 'Roles held today.' })
  roles: HeldRole[];

  @Field(() => [EffectivePermission], { description: 'Effective permissions, by name.' })
  permissions: EffectivePermission[];

  @Field(() => [Sensitivity], { description: 'Classes of fields that the roles may see, all roles taken together.' })
  sees: Sensitivity[];
}
