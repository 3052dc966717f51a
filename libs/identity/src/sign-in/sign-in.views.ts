// What a client gets when it signs in.
import { MomentScalar } from '@haven/platform';
import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'The tokens of a session.' })
export class SignIn {
  @Field(() => String, { description: 'Goes into the header `Authorization: Bearer …` of every request.' })
  accessToken: string;

  @Field(() => MomentScalar, { description: 'When the access token ends; refresh before.' })
  expiresAt: Date;

  @Field(() => String, {
    description: 'Good for one refresh. Coming a second time it ends the session, because somebody copied it.',
  })
  refreshToken: string;

  @Field(() => ID, { description: 'The session, for `endSession`.' })
  sessionId: string;
}
