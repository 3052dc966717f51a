// How stay rules, and balances under them, are asked for.
import { DayScalar, Requires, SignedIn } from '@haven/platform';
import { Args, ID, Int, Query, Resolver } from '@nestjs/graphql';
import { ApplicantPermission } from '../applicants/applicant.permissions.js';
import { bindsNationals } from './stay-rule.js';
import { StayBalancesService } from './stay-balances.service.js';
import { StayBalance, StayRuleView } from './stay-rule.views.js';
import { stayRules } from './stay-rules.js';

@Resolver(() => StayRuleView)
export class StayRulesResolver {
  constructor(private readonly balances: StayBalancesService) {}

  @SignedIn()
  @Query(() => [StayRuleView], {
    description: 'The rules by which days of stay are counted, each with its source; those that have ended too.',
  })
  stayRules(
    @Args('country', {
      type: () => String,
      nullable: true,
      description: 'Only rules of this country, ISO 3166-1 alpha-2.',
    })
    country?: string | null,
    @Args('nationality', {
      type: () => String,
      nullable: true,
      description: 'Only rules that bind people of this nationality, ISO 3166-1 alpha-2.',
    })
    nationality?: string | null,
  ): StayRuleView[] {
    return stayRules.filter(
      (rule) => (!country || rule.countries.includes(country)) && (!nationality || bindsNationals(rule, [nationality])),
    );
  }

  @Requires(ApplicantPermission.read)
  @Query(() => [StayBalance], {
    nullable: true,
    description:
      "Where an applicant stands under every limit of days that binds people of their nationalities; null when there is no such applicant within the asking user's scope. Refused with FORBIDDEN, unless one may applicant.locate, for a person who wants it kept back where they are. Needs `applicant.read`.",
  })
  stayBalances(
    @Args('applicantId', { type: () => ID, description: 'The applicant.' }) applicantId: string,
    @Args('on', {
      type: () => DayScalar,
      nullable: true,
      description: "Day asked about; today by the organisation's calendar unless said otherwise.",
    })
    on?: string | null,
    @Args('country', {
      type: () => String,
      nullable: true,
      description:
        'Only there, also when the person has never been there, ISO 3166-1 alpha-2; else where they have been.',
    })
    country?: string | null,
    @Args('forDays', {
      type: () => Int,
      nullable: true,
      description:
        'Length in days of the stay that entryPossibleOn makes room for, 1 to 1100; 1 unless said otherwise.',
    })
    forDays?: number | null,
  ): Promise<StayBalance[] | null> {
    return this.balances.of(applicantId, { on, country, forDays });
  }
}
