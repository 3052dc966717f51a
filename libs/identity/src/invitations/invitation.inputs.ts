// What may be said of invitations.
import { pick, Text } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { CHOSEN } from '../passwords/passwords.inputs.js';
import { User } from '../users/user.entity.js';

@InputType({ description: 'Somebody who is to work in the organisation.' })
export class InviteUserInput extends pick(User, ['name', 'email', 'kind'], ['language']) {}

@InputType({ description: 'An invitation and the password that its user chooses.' })
export class AcceptInvitationInput {
  @Text({ is: 'The token of the invitation.', max: 500 })
  token: string;

  @Text({ is: CHOSEN, max: 1_024 })
  password: string;
}
