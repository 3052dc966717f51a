// Where the bench keeps its server and data between runs, and under which names it signs in.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RootKey, RootKeyFile, withDatabase, withLogin } from '@haven/platform';

export const FOLDER = process.env.HAVEN_BENCH ?? join(tmpdir(), 'haven-bench');
export const ROOT_KEY_FILE = join(FOLDER, 'root.key');
export const FILES_FOLDER = join(FOLDER, 'files');
/** Contenders listen from here upward. */
export const PORT = Number(process.env.HAVEN_BENCH_PORT ?? 4100);
export const DATABASE = 'haven_bench';
export const rootKey = (): Promise<RootKey> => RootKey.load(new RootKeyFile(ROOT_KEY_FILE));

export const urls = async (server: string): Promise<{ admin: string; app: string; keyring: string }> => {
  const admin = withDatabase(server, DATABASE);
  return {
    admin,
    app: withLogin(admin, 'haven_app', await rootKey()),
    keyring: withDatabase(server, `${DATABASE}_keyring`),
  };
};

/** 20 organisations, 200,000 applicants and cases, 600,000 documents, 400,000 referrals; smaller with HAVEN_BENCH_SCALE. */
const scale = Number(process.env.HAVEN_BENCH_SCALE ?? 1);
export const SIZES = {
  organizations: 20,
  applicants: Math.round(10_000 * scale),
  documentsPerCase: 3,
  referralsPerCase: 2,
  teams: 10,
  caseworkers: 20,
};
