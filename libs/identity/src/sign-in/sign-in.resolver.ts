// How clients sign in and stay signed in.
import { Public } from '@haven/platform';
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { SignInOffice } from './sign-in-office.js';
import { SignInInput } from './sign-in.inputs.js';
import { SignIn } from './sign-in.views.js';

@Resolver()
export class SignInResolver {
  constructor(private readonly office: SignInOffice) {}

  @Public()
  @Mutation(() => SignIn, {
    description:
      'Opens a session. Whatever is wrong with address or password, the answer is the same UNAUTHENTICATED; after five wrong passwords the account waits 1, 2, 4 … 15 minutes. RATE_LIMITED when one network address tried too often.',
  })
  signIn(@Args('input') input: SignInInput): Promise<SignIn> {
    return this.office.signIn(input);
  }

  @Public()
  @Mutation(() => SignIn, {
    description:
      'Trades a refresh token for new tokens; send it without an Authorization header. A token that was traded already gets the same successor for 15 seconds; after that it ends the session.',
  })
  refreshSession(
    @Args('refreshToken', { description: 'The refresh token that came last.' }) refreshToken: string,
    @Args('device', { nullable: true, description: 'What the client called itself when it signed in.' })
    device?: string,
  ): Promise<SignIn> {
    return this.office.refresh(refreshToken, device);
  }
}
