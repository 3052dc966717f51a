// Refusals that concern memberships.
import { defineErrors } from '@haven/kernel';

export const membershipErrors = defineErrors({
  ROLE_NOT_FOR_TEAM: 'This role is held for the whole organisation: give it without a team.',
});
