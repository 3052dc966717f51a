// Who may do what to teams.
import { permissions } from '@haven/platform';

export const TeamPermission = permissions('team', {
  read: 'See the teams of the organisation.',
  create: 'Make teams.',
  update: 'Rename teams and move them in the tree.',
});
