// What the audit trail shows of an event: who, when and what was touched; never what it said.
import { AuditAction, MomentScalar, PagePlace, Sensitivity } from '@haven/platform';
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

  @Field(() => String, { description: 'Name of the operation, as the client or the schedule calls it.' })
  operation: string;

  @Field(() => AuditAction, { description: 'What was done.' })
  action: AuditAction;

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
