// What may be said of passwords.
import { Text } from '@haven/platform';
import { InputType } from '@nestjs/graphql';

export const CHOSEN =
  'At least 8 characters, at most 1,024; none that is guessed first, none with the name of the organisation in it.';

@InputType({ description: 'A password in place of the old one.' })
export class ChangePasswordInput {
  @Text({ is: 'The password until now.', max: 1_024 })
  currentPassword: string;

  @Text({ is: CHOSEN, max: 1_024 })
  newPassword: string;
}
