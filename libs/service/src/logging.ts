import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import type { ServiceName } from '#libs/contracts';
import type { Config } from './config.js';
import { errorForLog } from './error-for-log.js';

// Free text and personal data never reach the log; these names are cut wherever they stand.
const paths = ['body', 'data', 'password', 'token', 'authorization', 'cookie', 'actor', 'mail'];

/** Logger of a service: one JSON line per entry, to standard output or the configured file. */
export const serviceLogger = (
  name: ServiceName | 'local',
  config: Pick<Config, 'ADUAN_LOG_LEVEL' | 'ADUAN_LOG_FILE'>,
): Logger => {
  const options = {
    name: `aduan-${name}`,
    level: config.ADUAN_LOG_LEVEL,
    serializers: { err: errorForLog },
    redact: { paths: [...paths, ...paths.map((path) => `*.${path}`)], censor: '[cut]' },
  };
  const { ADUAN_LOG_FILE: file } = config;
  return file
    ? pino(options, pino.destination({ dest: file, mkdir: true, append: true, sync: true }))
    : pino(options);
};

/** Nest's own messages through our logger; its start-up chatter only at debug. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown) => logger.debug(String(message)),
  error: (message: unknown) => logger.error(String(message)),
  warn: (message: unknown) => logger.warn(String(message)),
  debug: (message: unknown) => logger.debug(String(message)),
  verbose: (message: unknown) => logger.trace(String(message)),
});
