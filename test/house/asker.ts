// The asker: one connection of a login that a rule looks with.
import { Client } from 'pg';
import { freshDatabase } from '../stage/servers.js';

export type Row = Record<string, unknown>;
export type Ask = (sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Connects; whoever asks for it ends it. */
export async function asker(url: string): Promise<{ ask: Ask; end: () => Promise<void> }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const ask: Ask = async (sql, values = []) => (await client.query<Row>(sql, [...values])).rows;
  return { ask, end: () => client.end() };
}

/** Asks a database of its own with every table in it, as its owner's superuser; ending drops it. */
export async function freshAsker(): Promise<{ ask: Ask; end: () => Promise<void> }> {
  const { adminUrl, drop } = await freshDatabase();
  const { ask, end } = await asker(adminUrl);
  return {
    ask,
    end: async () => {
      await end();
      await drop();
    },
  };
}
