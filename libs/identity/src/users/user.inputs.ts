// What may be said of a user.
import { pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { User } from './user.entity.js';

@InputType({
  description:
    'What changes about a user; what is left out stays. The address stays for good: somebody new is invited.',
})
export class UpdateUserInput extends pick(User, [], ['name', 'kind', 'language']) {}
