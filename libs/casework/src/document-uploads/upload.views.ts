// What is handed out for sending a file.
import { MomentScalar } from '@haven/platform';
import { Field, ObjectType } from '@nestjs/graphql';
import { DocumentVersion } from '../documents/document-version.entity.js';
import { Document } from '../documents/document.entity.js';

@ObjectType({
  description:
    'Leave to send one file. Send its bytes to `url` with `Authorization: Bearer <token>`: by PATCH as tus 1.0.0 has it (HEAD tells how far it got, so that a broken line goes on where it stopped), or by one POST of multipart/form-data with the field `file`.',
})
export class UploadTicket {
  @Field(() => Document, { description: 'The document.' })
  document: { id: string };

  @Field(() => DocumentVersion, { description: 'The file that is expected.' })
  file: { id: string };

  @Field(() => String, { description: 'Where to send it: a path on this server.' })
  url: string;

  @Field(() => String, { description: 'Secret of this upload; it holds as long as the session it was given to.' })
  token: string;

  @Field(() => MomentScalar, { description: 'Until when the upload must be finished.' })
  expiresAt: Date;
}
