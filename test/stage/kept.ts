// What is kept: everything that a thief of the database would hold, as rows and as files.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connected } from '@haven/platform';

/** Every row of every table as text, by table. */
export const dump = (adminUrl: string): Promise<Map<string, string>> =>
  connected(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const tables = new Map<string, string>();
    for (const { name } of rows) {
      const { rows: lines } = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      tables.set(name, lines.map(({ line }) => line).join('\n'));
    }
    return tables;
  });

/** What Postgres keeps on the disk of a database, and what it wrote ahead: by file, byte by byte. */
export async function filesOf(adminUrl: string): Promise<Map<string, Buffer>> {
  const [place] = await connected(adminUrl, async (client) => {
    await client.query('checkpoint');
    const { rows } = await client.query<{ folder: string; oid: string }>(
      `select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`,
    );
    return rows;
  });
  const folders = [join(place!.folder, 'base', place!.oid), join(place!.folder, 'pg_wal')];
  const paths = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  return new Map(paths.filter((path) => statSync(path).isFile()).map((path) => [path, readFileSync(path)]));
}
