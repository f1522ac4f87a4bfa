import { isIP, isIPv4 } from 'node:net';
import { z } from 'zod';
import { readSecretFile } from './secret-file.js';

const port = z.coerce.number().int().min(0).max(65_535);

const isProxy = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const longest = isIPv4(address) ? 32 : 128;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest);
  return isIP(address) !== 0 && fits && rest.length === 0;
};
// Never "all": whoever could name his own address would pass every limit.
const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isProxy), {
    error: 'must be addresses or networks of reverse proxies, separated by commas',
  });

const secret = (hint: string) => z.string({ error: `is missing; ${hint}` }).min(1);

/** Everything that Aduan takes from its environment, in one place. A secret may come as NAME_FILE, a file that holds it. */
const shape = z.object({
  ADUAN_ESDB_URL: z.string({ error: 'is missing (esdb://host:2113?tls=false)' }).startsWith('esdb'),
  ADUAN_MONGODB_URI: z
    .string({ error: 'is missing (mongodb://host:27017/aduan)' })
    .startsWith('mongodb'),
  ADUAN_NATS_URL: z.string({ error: 'is missing (nats://host:4222)' }).startsWith('nats'),
  ADUAN_MASTER_KEY: secret('make one with: openssl rand -base64 32'),
  ADUAN_ACTOR_KEY: secret('make one with: openssl rand -base64 32'),
  /** Copies of each JetStream stream: 1 for one server, 3 for a cluster. */
  ADUAN_REPLICAS: z.enum(['1', '3']).default('1'),
  /** Name of this installation's only set of processes: they take their views back at once after they were killed. */
  ADUAN_INSTANCE: z.string().min(1).max(60).optional(),
  /** The YAML that seeds procedures and calendars. */
  ADUAN_KABUPATEN: z.string().default('deploy/kabupaten/penajam-paser-utara.yaml'),
  ADUAN_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Log entries go to this file instead of standard output. */
  ADUAN_LOG_FILE: z.string().optional(),
  /** The portal's HTTP port and address. */
  ADUAN_PORT: port.default(8080),
  ADUAN_HOST: z.string().default('127.0.0.1'),
  /** Reverse proxies in front of the portal, whose X-Forwarded-For is believed; nobody's where it is missing. */
  ADUAN_TRUST_PROXY: proxies.optional(),
  /** Address under which people reach the portal; links in messages begin with it. */
  ADUAN_PUBLIC_URL: z.url().optional(),
  /** Health and metrics of a service that runs as a process of its own; 0 turns them off. */
  ADUAN_HEALTH_PORT: port.default(0),
  /** smtp://user:password@host:port; messages go into ADUAN_MAIL_FOLDER as .eml where it is missing. */
  ADUAN_SMTP_URL: z.string().startsWith('smtp').optional(),
  ADUAN_MAIL_FROM: z.email().default('aduan@localhost.localdomain'),
  ADUAN_MAIL_FOLDER: z.string().default('.aduan/mail'),
  /** A signed webhook told of every message, without personal data. */
  ADUAN_WEBHOOK_URL: z.url().optional(),
  ADUAN_WEBHOOK_SECRET: z.string().optional(),
  /** File, kept apart from the databases, in which every erasure is noted: a restore applies it again. */
  ADUAN_ERASURE_JOURNAL: z.string().optional(),
});

/** Checked settings of a process. */
export type Config = z.infer<typeof shape>;

/** The environment cannot be used; the message names each variable and what is wrong with it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const withFiles = (environment: NodeJS.ProcessEnv): Record<string, string | undefined> => {
  const values: Record<string, string | undefined> = {};
  for (const name of Object.keys(shape.shape)) {
    const file = environment[`${name}_FILE`];
    try {
      values[name] = file ? readSecretFile(file) : environment[name] || undefined;
    } catch (error) {
      throw new ConfigError(`${name}_FILE: cannot use ${file}: ${(error as Error).message}`);
    }
  }
  return values;
};

/** Reads and checks the environment. Throws ConfigError. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config => {
  const checked = shape.safeParse(withFiles(environment));
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    (issue) => `${String(issue.path[0])} ${issue.message.toLowerCase()}`,
  );
  throw new ConfigError(`settings are wrong:\n  ${problems.join('\n  ')}`);
};
