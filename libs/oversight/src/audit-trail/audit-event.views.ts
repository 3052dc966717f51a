// What the audit trail shows of an event: who, when, what was touched, why, from where and how it ended; never what a record said.
import { AuditAction, declareSensitiveView, MomentScalar, PagePlace, Sensitivity } from '@haven/platform';
import { User } from '@haven/identity';
import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

registerEnumType(AuditAction, {
  name: 'AuditAction',
  description: 'What was done.',
  valuesMap: {
    READ: { description: 'Fields of a sensitive class were shown.' },
    CREATE: { description: 'A record was made.' },
    CHANGE: { description: 'A record was changed.' },
    DELETE: { description: 'A record was deleted.' },
    DENY: { description: 'Something was refused.' },
    SIGN_IN: { description: 'A session began.' },
    SIGN_OUT: { description: 'A session ended.' },
  },
});

export enum AuditOutcome {
  DONE = 'DONE',
  REFUSED = 'REFUSED',
}
registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'How it ended.',
  valuesMap: {
    DONE: { description: 'It was done, or shown.' },
    REFUSED: {
      description: 'It was refused, and nothing was done: a failed sign-in, a copied token. The action is DENY.',
    },
  },
});

// A reason is in somebody's own words about a person: the service writes down whose reasons it showed.
declareSensitiveView('AuditEvent');

@ObjectType({
  description:
    'Something that was done or seen. Content is not shown here: it stands in the history of the record, for those who may read it.',
})
export class AuditEvent {
  @Field(() => ID, { description: 'UUID of the event.' })
  id: string;

  @Field(() => MomentScalar, { description: 'When it was.' })
  at: Date;

  @Field(() => User, { nullable: true, description: 'Who did it; none for the system itself.' })
  user: { id: string };

  @Field(() => String, { description: 'What was asked for, such as `closeCase`, or the name of a schedule.' })
  operation: string;

  @Field(() => AuditAction, { description: 'What was done.' })
  action: AuditAction;

  @Field(() => AuditOutcome, { description: 'How it ended.' })
  outcome: AuditOutcome;

  @Field(() => String, {
    nullable: true,
    description:
      'Why: the reason that was given, or why it was refused. Null when none was given, once the person has been erased, and for a reason about a person where the roles of the asking user do not see the class PERSECUTION. Showing the reason of something about a person leaves an event of its own.',
  })
  reason: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'From where: the network address of the request. Null for a schedule, and once the person whom the event is about has been erased.',
  })
  address: string | null;

  @Field(() => ID, { nullable: true, description: 'Sign-in session in which it was done; none for the system itself.' })
  sessionId: string | null;

  @Field(() => String, {
    description:
      'Id of the request, as in the header `x-request-id` and in errors; of a job, that of what it was about.',
  })
  requestId: string;

  @Field(() => String, { nullable: true, description: 'Type of the record that was made or changed, such as Case.' })
  recordType: string | null;

  @Field(() => ID, { nullable: true, description: 'That record.' })
  recordId: string | null;

  @Field(() => [ID], { description: 'Applicants whose data was shown or changed.' })
  subjectIds: string[];

  @Field(() => [Sensitivity], { description: 'Classes of the fields that were shown or changed, above BASIC.' })
  classes: Sensitivity[];
}

@ObjectType({ description: 'An audit event and its place in the list.' })
export class AuditEventEdge {
  @Field(() => String, { description: 'Cursor of this event.' })
  cursor: string;

  @Field(() => AuditEvent, { description: 'The event.' })
  node: AuditEvent;
}

@ObjectType({ description: 'A page of audit events, newest first.' })
export class AuditEventConnection {
  @Field(() => [AuditEventEdge], { description: 'The events with their cursors.' })
  edges: AuditEventEdge[];

  @Field(() => [AuditEvent], { description: 'The events.' })
  nodes: AuditEvent[];

  @Field(() => PagePlace, { description: 'Where the page stands.' })
  pageInfo: PagePlace;
}

@InputType({ description: 'Conditions on audit events; all that are given must hold.' })
export class AuditEventFilter {
  @Field(() => ID, { nullable: true, description: 'What this user did or saw.' })
  userId?: string | null;

  @Field(() => ID, { nullable: true, description: 'What was done to this record.' })
  recordId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who saw or changed what of this applicant.' })
  subjectId?: string | null;

  @Field(() => AuditAction, { nullable: true, description: 'What was done.' })
  action?: AuditAction | null;

  @Field(() => MomentScalar, { nullable: true, description: 'From this moment on.' })
  from?: string | null;

  @Field(() => MomentScalar, { nullable: true, description: 'Before this moment.' })
  before?: string | null;
}

@ArgsType()
export class PageOfEvents {
  @Field(() => Int, { nullable: true, description: 'Page size, 1 to 100; 25 unless said otherwise.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor to go on after.' })
  after?: string | null;
}
