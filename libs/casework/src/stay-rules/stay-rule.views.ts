// What clients are told of stay rules, and of where a person stands under them.
import { DayScalar } from '@haven/platform';
import { Field, Int, ObjectType } from '@nestjs/graphql';
import { StayRuleKind } from './stay-rule.js';

@ObjectType({
  description:
    'A rule on how long people may be in a country, or by when they must register. It is a help for looking ahead and no legal advice: see the source and its day.',
})
export class StayRuleView {
  @Field(() => String, { description: 'Code by which deadlines refer to it, such as SCHENGEN_90_180.' })
  code: string;

  @Field(() => StayRuleKind, { description: 'How it counts.' })
  kind: StayRuleKind;

  @Field(() => [String], { description: 'Countries, ISO 3166-1 alpha-2; days in any of them count together.' })
  countries: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Nationalities that it binds, ISO 3166-1 alpha-2; all that are not exempt when absent.',
  })
  nationalities?: readonly string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Nationalities that it never binds, beside those of its countries.',
  })
  exempt?: readonly string[];

  @Field(() => [String], { description: 'Grounds of a stay whose days count: codes of the list residence-bases.' })
  bases: readonly string[];

  @Field(() => Int, { description: 'How many days.' })
  days: number;

  @Field(() => Int, { nullable: true, description: 'Length of a rolling window in days; absent for other kinds.' })
  windowDays?: number;

  @Field(() => String, { description: 'The law or agreement, and the text in which it was looked up.' })
  source: string;

  @Field(() => DayScalar, {
    description:
      'Day of that text, or on which somebody last held the rule against the law. An old one calls for a look.',
  })
  checkedOn: string;

  @Field(() => DayScalar, { nullable: true, description: 'First day on which it holds; always did when absent.' })
  validFrom?: string;

  @Field(() => DayScalar, { nullable: true, description: 'Last day on which it holds; still does when absent.' })
  validTo?: string;
}

@ObjectType({ description: 'Where a person stands on a day under one rule that binds them.' })
export class StayBalance {
  @Field(() => StayRuleView, { description: 'The rule.' })
  rule: StayRuleView;

  @Field(() => Int, { description: 'Days used up, the day asked about included when the person is there on it.' })
  daysUsed: number;

  @Field(() => Int, {
    description:
      'Days not used up; 0 when more were spent than the rule gives. Days that come free while the person stays on are not in it: see lawfulUntil.',
  })
  daysLeft: number;

  @Field(() => DayScalar, {
    nullable: true,
    description:
      'Last lawful day for a person who is there and stays on; for one who is not there, had they entered on the day asked about. The day before the entry when not even that one is lawful.',
  })
  lawfulUntil?: string;

  @Field(() => DayScalar, {
    nullable: true,
    description:
      'First day, from the day asked about on, on which a person who leaves or is away can enter for `forDays` days; absent when the rule never gives so many.',
  })
  entryPossibleOn?: string;
}
