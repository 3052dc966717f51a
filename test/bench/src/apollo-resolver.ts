// The Apollo contender's resolver: the same questions as Haven's, in the same words.
import { Args, Context, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Applicant, Case, CaseDocument, CaseReferral, User } from './apollo-entities.js';
import type { Asked } from './apollo-loaders.js';

@ObjectType()
class Cases {
  @Field(() => [Case])
  nodes: Case[];
}

@ObjectType()
class CaseDocuments {
  @Field(() => [CaseDocument])
  nodes: CaseDocument[];
}

@ObjectType()
class CaseReferrals {
  @Field(() => [CaseReferral])
  nodes: CaseReferral[];
}

const First = (): ParameterDecorator => Args('first', { type: () => Int });

@Resolver(() => Case)
export class CaseResolver {
  constructor(@InjectRepository(Case) private readonly all: Repository<Case>) {}

  @Query(() => Cases)
  async cases(@First() take: number, @Context() { organizationId }: Asked): Promise<Cases> {
    const order = { openedAt: 'DESC', id: 'DESC' } as const;
    return { nodes: await this.all.find({ where: { organizationId }, order, take }) };
  }

  @Query(() => Case, { nullable: true })
  case(@Args('id', { type: () => ID }) id: string, @Context() { organizationId }: Asked): Promise<Case | null> {
    return this.all.findOneBy({ organizationId, id });
  }

  @ResolveField(() => Applicant)
  applicant(@Parent() { applicantId }: Case, @Context() { applicants }: Asked): Promise<Applicant> {
    return applicants.load(applicantId);
  }

  @ResolveField(() => User, { nullable: true })
  assignee(@Parent() { assigneeId }: Case, @Context() { users }: Asked): Promise<User> | null {
    return assigneeId ? users.load(assigneeId) : null;
  }

  @ResolveField(() => CaseDocuments)
  async papers(
    @Parent() { id }: Case,
    @First() first: number,
    @Context() { documents }: Asked,
  ): Promise<CaseDocuments> {
    return { nodes: (await documents.load(id)).slice(0, first) };
  }

  @ResolveField(() => CaseReferrals)
  async referrals(
    @Parent() { id }: Case,
    @First() first: number,
    @Context() { referrals }: Asked,
  ): Promise<CaseReferrals> {
    return { nodes: (await referrals.load(id)).slice(0, first) };
  }
}
