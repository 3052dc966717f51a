// What comes out of inviting somebody.
import { MomentScalar } from '@haven/platform';
import { Field, ObjectType } from '@nestjs/graphql';
import { User } from '../users/user.entity.js';

@ObjectType({
  description: 'An invitation to choose a password. It is shown once: hand it to the user and to nobody else.',
})
export class Invitation {
  @Field(() => User, { description: 'Who is invited.' })
  user: { id: string };

  @Field(() => String, { description: 'Token for `acceptInvitation`; good once.' })
  token: string;

  @Field(() => MomentScalar, { description: 'When it ends.' })
  expiresAt: Date;
}
