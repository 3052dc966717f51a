// Refusals that concern passwords and invitations.
import { defineErrors } from '@haven/kernel';

export const passwordErrors = defineErrors({
  PASSWORD_WRONG: 'The current password is not right, or there were too many tries.',
  INVITATION_INVALID: 'The invitation is not in force: it was used, has expired or was replaced. Ask for a new one.',
});
