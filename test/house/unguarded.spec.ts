// A door without a guard: an operation that nobody said who may ask for keeps the whole app from starting.
import { Settings, withLogin } from '@haven/platform';
import { Module } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { filesFolder, freshDatabase, keyringUrl, rootKey, rootKeyFile } from '../stage/servers.js';

@Resolver()
class OpenDoor {
  @Query(() => String, { description: 'Answers whoever asks.' })
  openDoor(): string {
    return 'come in';
  }
}

@Module({ providers: [OpenDoor] })
class CarelessModule {}

describe('the app', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it('does not start while a query has neither @Requires nor @SignedIn nor @Public', async () => {
    const settings = Settings.from({
      NODE_ENV: 'test',
      DATABASE_URL: withLogin(database.adminUrl, 'haven_app', await rootKey()),
      KEYRING_URL: keyringUrl(),
      ROOT_KEY_FILE: rootKeyFile(),
      FILES_FOLDER: filesFolder(),
      LOG_LEVEL: 'silent',
    });
    const parts = await Test.createTestingModule({ imports: [ApiModule.for(settings), CarelessModule] }).compile();
    const app = parts.createNestApplication(new FastifyAdapter(), { logger: false });
    try {
      await expect(app.init()).rejects.toThrow(/^Not guarded by .*: query openDoor$/);
    } finally {
      await parts.close();
    }
  });
});
