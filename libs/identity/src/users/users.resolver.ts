// How users are asked for and changed.
import { reads, Requires } from '@haven/platform';
import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import { User } from './user.entity.js';
import { UpdateUserInput } from './user.inputs.js';
import { UserPermission } from './user.permissions.js';
import { UsersService } from './users.service.js';

reads(User, { one: 'user', list: 'users' });

@Resolver(() => User)
export class UsersResolver {
  constructor(private readonly users: UsersService) {}

  @Requires(UserPermission.update)
  @Mutation(() => User, { description: 'Changes name, kind or language of a user. Needs `user.update`.' })
  updateUser(
    @Args('id', { type: () => ID }) id: string,
    @Args('version', { type: () => Int }) version: number,
    @Args('input') input: UpdateUserInput,
  ): Promise<User> {
    return this.users.update(id, version, input);
  }

  @Requires(UserPermission.update)
  @Mutation(() => User, {
    description:
      'Ends a user’s sessions and lets them sign in no more; NOT_TO_ONESELF for one’s own. Needs `user.update`.',
  })
  switchOffUser(@Args('id', { type: () => ID }) id: string): Promise<User> {
    return this.users.switchOff(id);
  }

  @Requires(UserPermission.update)
  @Mutation(() => User, { description: 'Lets a user sign in again. Needs `user.update`.' })
  switchOnUser(@Args('id', { type: () => ID }) id: string): Promise<User> {
    return this.users.switchOn(id);
  }
}
