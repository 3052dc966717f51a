// Settings: every environment variable Haven reads, checked once at the start, with its meaning and default.
import { z } from 'zod';

const flag = z.enum(['true', 'false', 'on', 'off']).transform((value) => value === 'true' || value === 'on');

const named = z.string().min(1);

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DATABASE_URL: z.url(),
  KEYRING_URL: z.url(),
  MIGRATION_DATABASE_URL: z.url().optional(),
  DATABASE_PREPARED: flag.default(true),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(16),
  ROOT_KEY_FILE: named,
  FILES_FOLDER: named.optional(),
  S3_BUCKET: named.optional(),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: named.default('us-east-1'),
  S3_ACCESS_KEY_ID: named.optional(),
  S3_SECRET_ACCESS_KEY: named.optional(),
  S3_PATH_STYLE: flag.default(false),
  ACCESS_TOKEN_MINUTES: z.coerce.number().int().min(1).max(10).default(10),
  SESSION_DAYS: z.coerce.number().int().min(1).max(90).default(14),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    ),
  TRUST_PROXY: flag.default(false),
  FILE_MAX_MB: z.coerce.number().int().min(1).max(2_000).default(200),
  FILE_QUOTA_GB: z.coerce.number().int().min(1).max(100_000).default(100),
  PAPER_READING_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  CLAMD: z
    .string()
    .regex(/^(unix:\/.+|tcp:.+:\d{1,5})$/, 'must be unix:/path/of/the/socket or tcp:host:port')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** Files lie in one place, and a bucket needs its key. */
const shape = variables.superRefine(({ FILES_FOLDER, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY }, checks) => {
  const refuse = (variable: string, message: string): void =>
    checks.addIssue({ code: 'custom', path: [variable], message });
  if (!FILES_FOLDER && !S3_BUCKET) refuse('FILES_FOLDER', 'Name the folder of files, or a bucket in S3_BUCKET.');
  if (FILES_FOLDER && S3_BUCKET) refuse('S3_BUCKET', 'Files lie in a folder or in a bucket; take one of the two away.');
  if (S3_BUCKET && !S3_ACCESS_KEY_ID) refuse('S3_ACCESS_KEY_ID', 'The bucket needs it.');
  if (S3_BUCKET && !S3_SECRET_ACCESS_KEY) refuse('S3_SECRET_ACCESS_KEY', 'The bucket needs it.');
});

export class Settings {
  readonly production: boolean;

  private constructor(private readonly values: z.infer<typeof shape>) {
    this.production = values.NODE_ENV === 'production';
  }

  /**
   * A variable that is set to nothing is not set.
   * @throws with every wrong variable named, in one message
   */
  static from(environment: Record<string, string | undefined>): Settings {
    const given = Object.entries(environment).filter(([, value]) => value !== '');
    const result = shape.safeParse(Object.fromEntries(given));
    if (result.success) return new Settings(result.data);
    const complaints = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not right:\n${complaints.join('\n')}`);
  }

  get<K extends keyof z.infer<typeof shape>>(name: K): z.infer<typeof shape>[K] {
    return this.values[name];
  }
}
