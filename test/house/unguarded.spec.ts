// A door without a guard: an operation or a route that nobody said who may ask for keeps the whole app from starting.
import { ByTicket, Public, Routes, Settings, SignedIn, withLogin } from '@haven/platform';
import { Controller, Get, Module, Post, type DynamicModule, type Type } from '@nestjs/common';
import { Query, Resolver } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiModule } from '../../apps/api/src/api.module.js';
import { WorkerModule } from '../../apps/worker/src/worker.module.js';
import { filesFolder, freshDatabase, keyringUrl, rootKey, rootKeyFile } from '../stage/servers.js';

@Resolver()
class OpenDoor {
  @Query(() => String, { description: 'Answers whoever asks.' })
  openDoor(): string {
    return 'come in';
  }
}

@Resolver()
class TicketDoor {
  @ByTicket()
  @Query(() => String, { description: 'Looks at no ticket.' })
  ticketDoor(): string {
    return 'come in';
  }
}

@Routes('back')
class BackDoor {
  @Get('door')
  open(): string {
    return 'come in';
  }
}

/** It says who may ask, and nobody looks. */
@Controller('side')
class SideDoor {
  @SignedIn()
  @Post(['door', 'window'])
  open(): string {
    return 'come in';
  }
}

@Routes('front')
class FrontDoor {
  @Public()
  @Get()
  open(): string {
    return 'come in';
  }
}

const careless = (what: { providers?: Type[]; controllers?: Type[] }): Type => {
  @Module(what)
  class CarelessModule {}
  return CarelessModule;
};

describe('the app', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let settings: Settings;
  beforeAll(async () => {
    database = await freshDatabase();
    settings = Settings.from({
      NODE_ENV: 'test',
      DATABASE_URL: withLogin(database.adminUrl, 'haven_app', await rootKey()),
      KEYRING_URL: keyringUrl(),
      ROOT_KEY_FILE: rootKeyFile(),
      FILES_FOLDER: filesFolder(),
      LOG_LEVEL: 'silent',
    });
  });
  afterAll(() => database.drop());

  const start = async (app: DynamicModule): Promise<void> => {
    const parts = await Test.createTestingModule({ imports: [app] }).compile();
    try {
      await parts.createNestApplication(new FastifyAdapter(), { logger: false }).init();
    } finally {
      await parts.close();
    }
  };

  it.each([
    ['a query', { providers: [OpenDoor] }, /^Not guarded by .*: query openDoor$/],
    ['a query, but for a mark of routes,', { providers: [TicketDoor] }, /^Not guarded by .*: query ticketDoor$/],
    ['a route', { controllers: [BackDoor] }, /guarded by .*: GET \/back\/door$/],
    [
      'a route that stands beside the door',
      { controllers: [SideDoor] },
      /^Not opened with @Routes .*: POST \/side\/door, POST \/side\/window$/,
    ],
  ])('does not start while %s has no mark that is looked at', async (_name, what, complaint) => {
    await expect(start(ApiModule.for(settings, [careless(what)]))).rejects.toThrow(complaint);
  });

  it('starts with a route that says who may ask', async () => {
    await start(ApiModule.for(settings, [careless({ controllers: [FrontDoor] })]));
  });

  it('of the worker does not start with a route, whatever it asks for', async () => {
    await expect(start(WorkerModule.for(settings, [careless({ controllers: [FrontDoor] })]))).rejects.toThrow(
      /^Routes belong to a module of the API alone: GET \/front$/,
    );
  });
});
