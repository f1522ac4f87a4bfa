import { isIP, isIPv4 } from 'node:net';
import { z } from 'zod';
import type { FilesSettings } from '#libs/attachments';
import { roles } from '#libs/contracts';
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

const officerRoles = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(roles).exclude(['reporter', 'system'])));

// A provider without TLS could be anybody; on this machine it is for trials.
const issuer = z
  .url()
  .refine((text) => /^(https:|http:\/\/(localhost|127\.0\.0\.1)(:|\/|$))/.test(text), {
    error: 'must begin with https',
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
  /** A session ends so many hours after the sign-in, or so many minutes after it was last used. */
  ADUAN_SESSION_HOURS: z.coerce.number().min(0.1).max(720).optional(),
  ADUAN_SESSION_IDLE_MINUTES: z.coerce.number().min(1).max(1_440).optional(),
  /** Roles that have to sign in with a second factor, separated by commas. */
  ADUAN_SECOND_FACTOR_ROLES: officerRoles.optional(),
  /** Identity provider of the district (OpenID Connect); its name is what the sign-in page calls it. */
  ADUAN_OIDC_ISSUER: issuer.optional(),
  ADUAN_OIDC_NAME: z.string().max(60).optional(),
  ADUAN_OIDC_CLIENT_ID: z.string().optional(),
  ADUAN_OIDC_CLIENT_SECRET: z.string().optional(),
  ADUAN_OIDC_SCOPES: z.string().optional(),
  /** The claim that says whose account it is, and whether it is compared with the login or the e-mail address. */
  ADUAN_OIDC_CLAIM: z.string().optional(),
  ADUAN_OIDC_MATCH: z.enum(['login', 'email']).optional(),
  /** BSrE's esign client service of the office, its version, and who may use it; without it answers are signed on paper. */
  ADUAN_ESIGN_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADUAN_ESIGN_VERSION: z.enum(['1', '2']).optional(),
  ADUAN_ESIGN_USER: z.string().optional(),
  ADUAN_ESIGN_PASSWORD: z.string().optional(),
  ADUAN_ESIGN_TIMEOUT_SECONDS: z.coerce.number().min(1).max(240).optional(),
  /** Where a visible signature goes: page,x,y,width,height or tag:#,width,height; invisible where it is missing. */
  ADUAN_ESIGN_PLACE: z
    .string()
    .regex(/^([1-9]\d{0,2}(,\d{1,4}){4}|tag:.(,\d{1,4}){2})$/u, {
      error: 'must be page,x,y,width,height or tag:#,width,height',
    })
    .optional(),
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
  /** Folder of attachments and documents, encrypted; every process that reads or writes them needs the same one. */
  ADUAN_FILES: z.string().min(1).default('.aduan/files'),
  /** https://host/bucket or https://host/bucket/prefix of an S3-compatible server, instead of the folder. */
  ADUAN_FILES_URL: z.url({ protocol: /^https?$/ }).optional(),
  ADUAN_FILES_REGION: z.string().min(1).default('us-east-1'),
  ADUAN_FILES_KEY_ID: z.string().optional(),
  ADUAN_FILES_SECRET: z.string().optional(),
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
      // Nothing in it is nothing set: containers must mount a file also for what an office does not use.
      values[name] = (file ? readSecretFile(file) : environment[name]) || undefined;
    } catch (error) {
      throw new ConfigError(`${name}_FILE: cannot use ${file}: ${(error as Error).message}`);
    }
  }
  return values;
};

const needs = {
  ADUAN_OIDC_ISSUER: ['ADUAN_OIDC_CLIENT_ID', 'ADUAN_PUBLIC_URL'],
  ADUAN_ESIGN_URL: ['ADUAN_ESIGN_USER', 'ADUAN_ESIGN_PASSWORD'],
} as const;

const missingFor = (config: Partial<Config>): string[] =>
  (['ADUAN_OIDC_ISSUER', 'ADUAN_ESIGN_URL'] as const)
    .filter((name) => config[name] !== undefined)
    .flatMap((name) =>
      needs[name]
        .filter((needed) => config[needed] === undefined)
        .map((needed) => `${needed} is missing; ${name} needs it`),
    );

const requireWhole = <Settings extends Partial<Config>>(
  checked: z.ZodSafeParseResult<Settings>,
): Settings => {
  const problems = checked.success
    ? missingFor(checked.data)
    : checked.error.issues.map(
        (issue) => `${String(issue.path[0])} ${issue.message.toLowerCase()}`,
      );
  if (checked.success && problems.length === 0) return checked.data;
  throw new ConfigError(`settings are wrong:\n  ${problems.join('\n  ')}`);
};

/** Reads and checks the environment. Throws ConfigError. */
export const readConfig = (environment: NodeJS.ProcessEnv = process.env): Config =>
  requireWhole(shape.safeParse(withFiles(environment)));

const esign = shape.pick({
  ADUAN_ESIGN_URL: true,
  ADUAN_ESIGN_VERSION: true,
  ADUAN_ESIGN_USER: true,
  ADUAN_ESIGN_PASSWORD: true,
  ADUAN_ESIGN_TIMEOUT_SECONDS: true,
  ADUAN_ESIGN_PLACE: true,
});

/** The settings of the signing service alone, for a host that makes the others itself. Throws ConfigError. */
export const readEsignConfig = (
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<typeof esign> => requireWhole(esign.safeParse(withFiles(environment)));

/** Where files are kept, of the settings. */
export const filesSettings = (config: Config): FilesSettings => ({
  folder: config.ADUAN_FILES,
  url: config.ADUAN_FILES_URL,
  region: config.ADUAN_FILES_REGION,
  keyId: config.ADUAN_FILES_KEY_ID,
  secret: config.ADUAN_FILES_SECRET,
});
