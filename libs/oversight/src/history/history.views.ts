// What the history of a case shows: every change, by whom, when, from what to what.
import { User } from '@haven/identity';
import { AuditAction, declareSensitiveView, MomentScalar, PagePlace } from '@haven/platform';
import { Field, ID, ObjectType } from '@nestjs/graphql';

// The service writes down whose values it showed.
declareSensitiveView('CaseHistoryEntry');

@ObjectType({ description: 'What one field was before and after.' })
export class FieldChange {
  @Field(() => String, { description: 'Name of the field, as in the type of the record.' })
  field: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it was: text as it stood, a reference as its id, anything else as JSON. Null when it was empty.',
  })
  from: string | null;

  @Field(() => String, { nullable: true, description: 'What it became; null when it was emptied.' })
  to: string | null;

  @Field(() => Boolean, {
    description: 'Whether both values are kept back because the asking user’s roles do not see the class of the field.',
  })
  withheld: boolean;
}

@ObjectType({ description: 'One change of a case.' })
export class CaseHistoryEntry {
  @Field(() => ID, { description: 'UUID of the audit event.' })
  id: string;

  @Field(() => MomentScalar, { description: 'When it was.' })
  at: Date;

  @Field(() => User, { nullable: true, description: 'Who did it; none for the system itself.' })
  user: { id: string };

  @Field(() => String, { description: 'What was asked for, such as `closeCase`, or the name of a schedule.' })
  operation: string;

  @Field(() => AuditAction, { description: 'Whether the case was made or changed.' })
  action: AuditAction;

  @Field(() => [FieldChange], {
    nullable: true,
    description: 'What was changed; null once the person has been erased.',
  })
  changes: FieldChange[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why, where a reason was asked for; kept back from roles that do not see the class PERSECUTION.',
  })
  reason: string | null;
}

@ObjectType({ description: 'A change of a case and its place in the list.' })
export class CaseHistoryEdge {
  @Field(() => String, { description: 'Cursor of this change.' })
  cursor: string;

  @Field(() => CaseHistoryEntry, { description: 'The change.' })
  node: CaseHistoryEntry;
}

@ObjectType({ description: 'A page of the history of a case, newest first.' })
export class CaseHistoryConnection {
  @Field(() => [CaseHistoryEdge], { description: 'The changes with their cursors.' })
  edges: CaseHistoryEdge[];

  @Field(() => [CaseHistoryEntry], { description: 'The changes.' })
  nodes: CaseHistoryEntry[];

  @Field(() => PagePlace, { description: 'Where the page stands.' })
  pageInfo: PagePlace;
}
