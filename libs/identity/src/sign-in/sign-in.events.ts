// What is told about signing in.
import { fact } from '@haven/platform';

/** Wrong passwords locked a user's sign-in for a while. */
export const SignInLocked = fact<{ userId: string }>('signIn.locked');
