// The data source: TypeORM's connection pool under the app's role, and the migrations under the owner's.
import { DataSource, type MigrationInterface } from 'typeorm';
import { records } from '../model/traits.js';
import { OWNER } from './schema/roles.js';

type MigrationClass = new () => MigrationInterface;

/** Connections of the app's login. Row security is all that stands between tenants, so a login that could go round it is refused. */
export async function openDataSource(url: string, poolSize: number): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    entities: records().map((record) => record.type as never),
    poolSize,
    extra: { connectionTimeoutMillis: 5_000, application_name: 'haven' },
  });
  await dataSource.initialize();
  const [role] = await dataSource.query<{ unsafe: boolean; name: string }[]>(
    'select rolsuper or rolbypassrls as unsafe, rolname as name from pg_roles where rolname = current_user',
  );
  if (role?.unsafe) {
    await dataSource.destroy();
    throw new Error(`DATABASE_URL signs in as ${role.name}, which may go round row security. Use the login haven_app.`);
  }
  return dataSource;
}

/** Runs what is missing, as the owner. @param url of a login that is a member of the owner's role */
export async function migrate(url: string, migrations: readonly MigrationClass[]): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: [...migrations],
    migrationsTransactionMode: 'all',
    extra: { options: `-c role=${OWNER}` },
    poolSize: 1,
  });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations();
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
