// Who may do what to applicants.
import { permissions } from '@haven/platform';

export const ApplicantPermission = permissions('applicant', {
  read: 'See applicants.',
  register: 'Register applicants.',
  update: 'Correct what is known of an applicant: names, contacts, status, needs.',
  locate: 'See where an applicant is although the applicant wants it kept back.',
});
