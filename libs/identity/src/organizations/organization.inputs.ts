// What may be said of an organisation.
import { pick } from '@haven/platform';
import { InputType } from '@nestjs/graphql';
import { Organization } from './organization.entity.js';

@InputType({ description: 'What changes about the organisation; what is left out stays.' })
export class UpdateOrganizationInput extends pick(
  Organization,
  [],
  ['name', 'timeZone', 'defaultLanguage', 'workingDays', 'holidayCountry', 'keepsOriginals'],
) {}
