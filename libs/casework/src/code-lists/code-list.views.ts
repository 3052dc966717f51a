// What clients are told of code lists.
import { DayScalar } from '@haven/platform';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A word or sentence in every language that each label of Haven exists in.' })
export class LabelsView {
  @Field(() => String, { description: 'English.' })
  en: string;

  @Field(() => String, { description: 'Russian.' })
  ru: string;

  @Field(() => String, { description: 'Ukrainian.' })
  uk: string;
}

@ObjectType({ description: 'One code of a list. Codes end, but are never taken out: old records carry them.' })
export class CodeView {
  @Field(() => String, { description: 'The code as fields hold it.' })
  code: string;

  @Field(() => LabelsView, { description: 'What it means.' })
  labels: LabelsView;

  @Field(() => DayScalar, { nullable: true, description: 'First day on which it may be used; always was when absent.' })
  validFrom?: string;

  @Field(() => DayScalar, { nullable: true, description: 'Last day on which it may be used; still valid when absent.' })
  validTo?: string;

  @Field(() => String, { nullable: true, description: 'The code of the same list that says the same today.' })
  supersededBy?: string;

  @Field(() => String, { nullable: true, description: 'The wider code of the same list that this one belongs to.' })
  parent?: string;
}

@ObjectType({ description: 'A list of codes that fields refer to.' })
export class CodeListView {
  @Field(() => String, { description: 'Name of the list, such as residence-bases.' })
  list: string;

  @Field(() => LabelsView, { description: 'Title of the list.' })
  title: LabelsView;

  @Field(() => String, { description: 'Who keeps the list: the standard, guidance or package, with its edition.' })
  source: string;

  @Field(() => DayScalar, { description: 'When somebody last compared the list with its source.' })
  checkedOn: string;

  @Field(() => [CodeView], { description: 'All codes, those that have ended too.' })
  codes: readonly CodeView[];
}
