// How cases are asked for and changed.
import { filteredBy, listedUnder, reachedThrough, reads, Requires, viewerMay } from '@haven/platform';
import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Applicant } from '../applicants/applicant.entity.js';
import { Case } from './case.entity.js';
import {
  AssignCaseInput,
  CloseCaseInput,
  DeclineCaseInput,
  MoveCaseInput,
  OpenCaseInput,
  ReopenCaseInput,
  UpdateCaseInput,
} from './case.inputs.js';
import { CasePermission } from './case.permissions.js';
import { CasesService } from './cases.service.js';

// A caseworker's own worklist is `cases(filter: { mine: true })`.
reads(Case, { one: 'case', list: 'cases' });
listedUnder(() => Applicant, 'cases', Case, 'applicantId');
reachedThrough(() => Applicant, Case, 'applicantId');
viewerMay(Applicant, 'openCase', CasePermission.open);
filteredBy(Case, 'overdue');
filteredBy(Case, 'mine', {
  is: 'Assigned to the asking user.',
  holds: ({ col, me }) => `${col('assignee_id')} = ${me()}`,
});
filteredBy(Case, 'myTeams', {
  is: 'Of the teams for which the asking user may case.read, and of the teams below them.',
  holds: ({ ofMyTeams }) => ofMyTeams('team_id', CasePermission.read),
});

const THE_CASE = { type: () => ID, description: 'The case.' } as const;
const VERSION = { type: () => Int, description: 'Version that the client saw.' } as const;

@Resolver(() => Case)
export class CasesResolver {
  constructor(private readonly cases: CasesService) {}

  @Requires(CasePermission.read)
  @Query(() => Case, {
    nullable: true,
    description:
      "The case of a number, typed with or without spaces and dashes; null when there is none within the asking user's scope. A typing error is refused. Needs `case.read`.",
  })
  caseByNumber(@Args('number', { description: 'Such as `2026-000123-7`.' }) number: string): Promise<Case | null> {
    return this.cases.byNumber(number);
  }

  @Requires(CasePermission.open)
  @Mutation(() => Case, {
    description: 'Opens a case for an applicant, in status INTAKE, with the next number of the year.',
  })
  openCase(@Args('input') input: OpenCaseInput): Promise<Case> {
    return this.cases.open(input);
  }

  @Requires(CasePermission.update)
  @Mutation(() => Case, { description: 'Changes what is said of a case that is under way.' })
  updateCase(
    @Args('id', THE_CASE) id: string,
    @Args('version', VERSION) version: number,
    @Args('input') input: UpdateCaseInput,
  ): Promise<Case> {
    return this.cases.update(id, version, input);
  }

  @Requires(CasePermission.update)
  @Mutation(() => Case, { description: 'Moves a case through assessment, active and on hold.' })
  moveCase(
    @Args('id', THE_CASE) id: string,
    @Args('version', VERSION) version: number,
    @Args('input') input: MoveCaseInput,
  ): Promise<Case> {
    return this.cases.move(id, version, input);
  }

  @Requires(CasePermission.update)
  @Mutation(() => Case, { description: 'Declines a case that is in intake or assessment. It cannot be reopened.' })
  declineCase(
    @Args('id', THE_CASE) id: string,
    @Args('version', VERSION) version: number,
    @Args('input') input: DeclineCaseInput,
  ): Promise<Case> {
    return this.cases.decline(id, version, input);
  }

  @Requires(CasePermission.close)
  @Mutation(() => Case, {
    description: 'Closes a case that is active or on hold. Refused while something is open, such as a task.',
  })
  closeCase(
    @Args('id', THE_CASE) id: string,
    @Args('version', VERSION) version: number,
    @Args('input') input: CloseCaseInput,
  ): Promise<Case> {
    return this.cases.close(id, version, input);
  }

  @Requires(CasePermission.reopen)
  @Mutation(() => Case, { description: 'Takes up a closed case again, as an active one.' })
  reopenCase(
    @Args('id', THE_CASE) id: string,
    @Args('version', VERSION) version: number,
    @Args('input') input: ReopenCaseInput,
  ): Promise<Case> {
    return this.cases.reopen(id, version, input);
  }

  @Requires(CasePermission.update)
  @Mutation(() => Case, {
    description: 'Takes a case that nobody is in charge of. Refused with CASE_TAKEN when somebody is.',
  })
  takeCase(@Args('id', THE_CASE) id: string, @Args('version', VERSION) version: number): Promise<Case> {
    return this.cases.take(id, version);
  }

  @Requires(CasePermission.assign)
  @Mutation(() => Case, {
    nullable: true,
    description:
      'Gives a case to a caseworker, a team, or both. The caseworker must hold `case.read` for the team. Refused with CASE_TRANSFER_NEEDED when `case.assign` is not held for the other team, or only for what is one’s own and the caseworker is not of the case’s team: requestCaseTransfer asks the receiver first. Null when the asking user no longer sees it then.',
  })
  assignCase(
    @Args('id', THE_CASE) id: string,
    @Args('version', VERSION) version: number,
    @Args('input') input: AssignCaseInput,
  ): Promise<Case> {
    return this.cases.assign(id, version, input);
  }
}
