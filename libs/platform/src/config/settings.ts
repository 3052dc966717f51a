// Settings: every environment variable Haven reads, checked once at the start, with its meaning and default.
import { z } from 'zod';

const flag = z.enum(['true', 'false', 'on', 'off']).transform((value) => value === 'true' || value === 'on');

const shape = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  DATABASE_URL: z.url(),
  KEYRING_URL: z.url(),
  MIGRATION_DATABASE_URL: z.url().optional(),
  DATABASE_PREPARED: flag.default(true),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(16),
  ROOT_KEY_FILE: z.string().min(1),
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
  CLAMD: z
    .string()
    .regex(/^(unix:\/.+|tcp:.+:\d{1,5})$/, 'must be unix:/path/of/the/socket or tcp:host:port')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export class Settings {
  readonly production: boolean;

  private constructor(private readonly values: z.infer<typeof shape>) {
    this.production = values.NODE_ENV === 'production';
  }

  /** @throws with every wrong variable named, in one message */
  static from(environment: Record<string, string | undefined>): Settings {
    const result = shape.safeParse(environment);
    if (result.success) return new Settings(result.data);
    const complaints = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The configuration is not right:\n${complaints.join('\n')}`);
  }

  get<K extends keyof z.infer<typeof shape>>(name: K): z.infer<typeof shape>[K] {
    return this.values[name];
  }
}
