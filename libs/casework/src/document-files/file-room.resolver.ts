// How it is asked how much room an organisation has for files.
import { OrganizationPermission } from '@haven/identity';
import { Requires, Settings, unitOfWork } from '@haven/platform';
import { Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { GIGABYTE, MEGABYTE } from './file-room.js';

@ObjectType({ description: 'How much room the organisation has for files; 1 megabyte is 1,048,576 bytes.' })
export class FileRoom {
  @Field(() => Int, { description: 'Megabytes taken by files, and by uploads that were announced.' })
  usedMegabytes: number;

  @Field(() => Int, { description: 'Megabytes that it may take. Whoever runs the installation sets it.' })
  quotaMegabytes: number;

  @Field(() => Int, { description: 'Megabytes of the largest file that is taken in.' })
  largestFileMegabytes: number;
}

@Resolver(() => FileRoom)
export class FileRoomResolver {
  constructor(private readonly settings: Settings) {}

  @Requires(OrganizationPermission.read)
  @Query(() => FileRoom, { description: 'How much room the organisation has for files.' })
  async fileRoom(): Promise<FileRoom> {
    const work = unitOfWork();
    const { rows } = await work.run('select bytes, quota from "file_room" where organization_id = $1', [
      work.who.organizationId,
    ]);
    const [bytes, quota] = rows[0] ?? [];
    const byDefault = this.settings.get('FILE_QUOTA_GB') * GIGABYTE;
    return {
      usedMegabytes: Math.ceil(Number(bytes ?? 0) / MEGABYTE),
      quotaMegabytes: Math.floor(Number(quota ?? byDefault) / MEGABYTE),
      largestFileMegabytes: this.settings.get('FILE_MAX_MB'),
    };
  }
}
