// What histories show: every change of a case, or of an applicant, by whom, when, from what to what.
import { User } from '@haven/identity';
import { AuditAction, declareSensitiveView, MomentScalar, PagePlace } from '@haven/platform';
import { Field, ID, ObjectType } from '@nestjs/graphql';

// The service writes down whose values it showed.
declareSensitiveView('CaseHistoryEntry');
declareSensitiveView('ApplicantHistoryEntry');

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

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the user or team whose id `from` is; null for any other value, and for somebody whom the asking user does not see.',
  })
  fromName: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the user or team whose id `to` is, likewise.' })
  toName: string | null;

  @Field(() => Boolean, {
    description:
      'Whether both values are kept back: the asking user’s roles do not see the class of the field, or the person wants it kept back from them.',
  })
  withheld: boolean;
}

@ObjectType({ isAbstract: true })
abstract class HistoryEntry {
  @Field(() => ID, { description: 'UUID of the audit event.' })
  id: string;

  @Field(() => MomentScalar, { description: 'When it was.' })
  at: Date;

  @Field(() => User, { nullable: true, description: 'Who did it; none for the system itself.' })
  user: { id: string };

  @Field(() => String, { description: 'What was asked for, such as `closeCase`, or the name of a schedule.' })
  operation: string;

  @Field(() => AuditAction, { description: 'Whether the record was made or changed.' })
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

@ObjectType({ description: 'One change of a case.' })
export class CaseHistoryEntry extends HistoryEntry {}

/** What a service answers with: an entry that also says of which record. */
@ObjectType('ApplicantHistoryEntry', {
  description: 'One change of an applicant, or of one of the records that say what is known of them.',
})
export class RecordHistoryEntry extends HistoryEntry {
  @Field(() => String, { description: 'Type of the record that was made or changed, such as PersonName.' })
  recordType: string;

  @Field(() => ID, { description: 'That record.' })
  recordId: string;
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

@ObjectType({ description: 'A change of an applicant and its place in the list.' })
export class ApplicantHistoryEdge {
  @Field(() => String, { description: 'Cursor of this change.' })
  cursor: string;

  @Field(() => RecordHistoryEntry, { description: 'The change.' })
  node: RecordHistoryEntry;
}

@ObjectType({ description: 'A page of the history of an applicant, newest first.' })
export class ApplicantHistoryConnection {
  @Field(() => [ApplicantHistoryEdge], { description: 'The changes with their cursors.' })
  edges: ApplicantHistoryEdge[];

  @Field(() => [RecordHistoryEntry], { description: 'The changes.' })
  nodes: RecordHistoryEntry[];

  @Field(() => PagePlace, { description: 'Where the page stands.' })
  pageInfo: PagePlace;
}
