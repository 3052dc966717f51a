// The Apollo contender's entities: the columns that are asked for, with ordinary relations, each of them its GraphQL type too.
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryColumn, type Relation } from 'typeorm';

const organization = { name: 'organization_id', referencedColumnName: 'organizationId' };

@ObjectType({ isAbstract: true })
abstract class Row {
  @PrimaryColumn({ type: 'uuid', name: 'organization_id' })
  organizationId: string;

  @Field(() => ID)
  @PrimaryColumn('uuid')
  id: string;
}

@ObjectType()
@Entity('applicant')
export class Applicant extends Row {
  @Field()
  @Column({ type: 'text', name: 'plain_name' })
  displayName: string;

  @Field(() => Int, { nullable: true })
  @Column({ type: 'int', name: 'birth_year', nullable: true })
  birthYear: number | null;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  gender: string | null;
}

@ObjectType()
@Entity('user')
export class User extends Row {
  @Field()
  @Column({ type: 'text', name: 'plain_name' })
  name: string;
}

@ObjectType()
@Entity('case')
export class Case extends Row {
  @Field()
  @Column('text')
  number: string;

  @Field()
  @Column('text')
  status: string;

  @Field()
  @Column('text')
  priority: string;

  @Field()
  @Column({ type: 'text', name: 'risk_level' })
  riskLevel: string;

  @Field(() => String, { nullable: true })
  @Column({ type: 'text', nullable: true })
  programme: string | null;

  @Field()
  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt: Date;

  @Field(() => String, { nullable: true })
  @Column({ type: 'date', name: 'due_on', nullable: true })
  dueOn: string | null;

  @Field(() => Int)
  @Column('int')
  version: number;

  @Column({ type: 'uuid', name: 'applicant_id' })
  applicantId: string;

  @Column({ type: 'uuid', name: 'assignee_id', nullable: true })
  assigneeId: string | null;

  @ManyToOne(() => Applicant)
  @JoinColumn([organization, { name: 'applicant_id', referencedColumnName: 'id' }])
  applicant: Relation<Applicant>;

  @ManyToOne(() => User, { nullable: true })
  @JoinColumn([organization, { name: 'assignee_id', referencedColumnName: 'id' }])
  assignee: Relation<User> | null;

  @OneToMany(() => CaseDocument, (document) => document.case)
  documents: Relation<CaseDocument>[];

  @OneToMany(() => CaseReferral, (referral) => referral.case)
  referrals: Relation<CaseReferral>[];
}

@ObjectType({ isAbstract: true })
abstract class OfCase extends Row {
  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt: Date;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId: string;

  @Field()
  @Column('text')
  status: string;
}

@ObjectType()
@Entity('bench_document')
export class CaseDocument extends OfCase {
  @ManyToOne(() => Case, (one) => one.documents)
  @JoinColumn([organization, { name: 'case_id', referencedColumnName: 'id' }])
  case: Relation<Case>;

  @Field()
  @Column('text')
  title: string;

  @Field()
  @Column('text')
  kind: string;

  @Field(() => String, { nullable: true })
  @Column({ type: 'date', name: 'expires_on', nullable: true })
  expiresOn: string | null;
}

@ObjectType()
@Entity('bench_referral')
export class CaseReferral extends OfCase {
  @ManyToOne(() => Case, (one) => one.referrals)
  @JoinColumn([organization, { name: 'case_id', referencedColumnName: 'id' }])
  case: Relation<Case>;

  @Field()
  @Column('text')
  sector: string;

  @Field()
  @Column('text')
  provider: string;

  @Field()
  @Column({ type: 'timestamptz', name: 'sent_at' })
  sentAt: Date;
}
