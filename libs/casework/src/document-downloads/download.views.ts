// What is handed out for fetching a file, and in which forms there are files.
import { MomentScalar } from '@haven/platform';
import { Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum FileRendition {
  CONTENT = 'CONTENT',
  PREVIEW = 'PREVIEW',
  ORIGINAL = 'ORIGINAL',
}
registerEnumType(FileRendition, {
  name: 'FileRendition',
  description: 'In which form a file is fetched.',
  valuesMap: {
    CONTENT: { description: 'The file itself; a picture upright and without what it said of camera and place.' },
    PREVIEW: { description: 'A JPEG of at most 1,024 pixels of the picture or the first page.' },
    ORIGINAL: { description: 'A picture as it came, where the organisation keeps those.' },
  },
});

@ObjectType({
  description:
    'Leave to fetch one file once: a GET of `url` within a minute, by whoever holds it, while the session that asked for it lasts. Range requests are answered; each takes a ticket of its own.',
})
export class DownloadTicket {
  @Field(() => String, { description: 'Where to fetch it: a path on this server, with the secret in it.' })
  url: string;

  @Field(() => String, { description: 'Media type of what comes.' })
  mediaType: string;

  @Field(() => Int, { description: 'Size in bytes of what comes.' })
  bytes: number;

  @Field(() => MomentScalar, { description: 'When the ticket ends.' })
  expiresAt: Date;
}
