// Refusals that concern teams.
import { defineErrors } from '@haven/kernel';

export const teamErrors = defineErrors({
  TEAM_CYCLE: 'A team cannot stand below itself.',
});
