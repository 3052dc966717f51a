// How a signed-in user changes their password.
import { SignedIn } from '@haven/platform';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { ChangePasswordInput } from './passwords.inputs.js';
import { PasswordsService } from './passwords.service.js';

@Resolver()
export class PasswordsResolver {
  constructor(private readonly passwords: PasswordsService) {}

  @SignedIn()
  @Mutation(() => Boolean, {
    description:
      'Changes the password of the asking user and ends their other sessions. PASSWORD_WRONG when the current one is not right.',
  })
  async changePassword(@Args('input') input: ChangePasswordInput): Promise<boolean> {
    await this.passwords.change(input);
    return true;
  }
}
