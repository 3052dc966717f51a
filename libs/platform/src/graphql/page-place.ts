// Where a page stands in its list. The compiler answers it for records, a service for a list of its own making.
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType('PageInfo', { description: 'Where a page stands in its list, after the Relay cursor specification.' })
export class PagePlace {
  @Field(() => Boolean, { description: 'Whether more records follow this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether records precede this page.' })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first record of this page; null when it is empty.',
  })
  startCursor?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last record of this page: send it as `after` to go on.',
  })
  endCursor?: string;

  constructor(page: PagePlace) {
    Object.assign(this, page);
  }
}
