// What may be said of applicants.
import { Id, pick } from '@haven/platform';
import { Field, InputType } from '@nestjs/graphql';
import { ContactPointInput } from '../contact-points/contact-point.inputs.js';
import { NeedInput } from '../needs/need.inputs.js';
import { PersonNameInput } from '../person-names/person-name.inputs.js';
import { ResidenceStatusInput } from '../residence-statuses/residence-status.inputs.js';
import { Applicant } from './applicant.entity.js';

const ABOUT = [
  ...(['birthDate', 'birthDateEstimated', 'gender', 'nationalities', 'languages'] as const),
  ...(['arrivedOn', 'country', 'locality', 'locationDisclosure'] as const),
] as const;

@InputType({
  description: 'A person who asks for help, with all that is known at the first meeting. Only a name is needed.',
})
export class RegisterApplicantInput extends pick(Applicant, [], [...ABOUT, 'teamId']) {
  @Id({ is: 'UUID made by the client; sending the same request again changes nothing.', optional: true })
  id?: string;

  @Field(() => [PersonNameInput], {
    description: 'One to ten names. One is primary: the one that says so, else the first.',
  })
  names: PersonNameInput[];

  @Field(() => [ContactPointInput], { nullable: true, description: 'Ways to reach the person; at most 20 at once.' })
  contactPoints?: ContactPointInput[];

  @Field(() => [ResidenceStatusInput], {
    nullable: true,
    description: 'Rights to be in a country; at most 20 at once.',
  })
  residenceStatuses?: ResidenceStatusInput[];

  @Field(() => [NeedInput], { nullable: true, description: 'What the person lacks; at most 50 at once.' })
  needs?: NeedInput[];
}

@InputType({ description: 'What is to be corrected in an applicant. What is absent stays, null empties.' })
export class CorrectApplicantInput extends pick(Applicant, [], ABOUT) {}
