// The platform's wiring: made once by each app from its settings, and there for every feature.
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DiscoveryModule, ModuleRef } from '@nestjs/core';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { contextIfAny } from './access/request-context.js';
import { Settings } from './config/settings.js';
import { Keyring } from './crypto/keyring.js';
import { RootKey, RootKeyFile } from './crypto/root-key.js';
import { Seal } from './crypto/seal.js';
import { Database } from './database/database.js';
import { openDataSource } from './database/data-source.js';
import { signedIn } from './database/schema/prepare.js';
import { Reader } from './database/reading/reader.js';
import { Transactions } from './database/transactions.js';
import { Events } from './events/events.js';
import { OpenRoutes } from './http/routes.js';
import { Files } from './storage/files.js';
import { openStore } from './storage/open-store.js';
import { Telemetry } from './telemetry/telemetry.js';

const KEYRING_POOL = Symbol('keyring pool');

@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(private readonly modules: ModuleRef) {}

  static for(settings: Settings): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: Settings, useValue: settings },
        { provide: RootKey, useFactory: () => RootKey.load(new RootKeyFile(settings.get('ROOT_KEY_FILE'))) },
        {
          provide: DataSource,
          useFactory: (rootKey: RootKey) =>
            openDataSource(signedIn(settings.get('DATABASE_URL'), rootKey), settings.get('DATABASE_POOL')),
          inject: [RootKey],
        },
        {
          provide: KEYRING_POOL,
          useFactory: (rootKey: RootKey, telemetry: Telemetry) =>
            openKeyringPool(signedIn(settings.get('KEYRING_URL'), rootKey), telemetry),
          inject: [RootKey, Telemetry],
        },
        {
          provide: Keyring,
          useFactory: (pool: Pool, rootKey: RootKey) => new Keyring(pool, rootKey),
          inject: [KEYRING_POOL, RootKey],
        },
        { provide: Seal, useFactory: (rootKey: RootKey) => new Seal(rootKey.derive('cursor seal')), inject: [RootKey] },
        {
          provide: Files,
          useFactory: async (keyring: Keyring) => new Files(await openStore(settings), keyring),
          inject: [Keyring],
        },
        { provide: Telemetry, useFactory: () => new Telemetry(settings, contextIfAny) },
        Database,
        Reader,
        Transactions,
        Events,
        OpenRoutes,
      ],
      exports: [
        Settings,
        RootKey,
        DataSource,
        Keyring,
        Seal,
        Telemetry,
        Database,
        Files,
        Reader,
        Transactions,
        Events,
        OpenRoutes,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.modules.get(Files).close();
    await this.modules.get(DataSource).destroy();
    await this.modules.get<Pool>(KEYRING_POOL).end();
  }
}

/** A connection that breaks while idle is told, not thrown: the next request opens another. */
function openKeyringPool(url: string, telemetry: Telemetry): Pool {
  const pool = new Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 5_000 });
  pool.on('error', (error) => {
    if (!pool.ending) telemetry.report(error);
  });
  return pool;
}
