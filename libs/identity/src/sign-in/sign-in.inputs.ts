// What may be said when signing in.
import { Text } from '@haven/platform';
import { InputType } from '@nestjs/graphql';

@InputType({ description: 'Address and password.' })
export class SignInInput {
  @Text({ is: 'E-mail address.', max: 254 })
  email: string;

  @Text({ is: 'Password, at most 1,024 characters.', max: 1_024 })
  password: string;

  @Text({
    is: 'What the client calls itself, such as "Firefox on the front desk": shown in the list of sessions. A client that says it must say the same when it refreshes; one that adds something random makes copied tokens useless elsewhere.',
    max: 400,
    optional: true,
  })
  device?: string;
}
