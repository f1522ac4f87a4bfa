import type { Logger } from 'pino';

/**
 * For an error that nobody caught: logs it as the log does and ends with code 1. Node itself would print it with everything
 * that libraries hang on it, which may be what people wrote.
 */
export const lastWords =
  (logger: Logger, exit: (code: number) => void) =>
  (error: unknown): void => {
    logger.fatal({ err: error }, 'ended by an error that nobody expected');
    exit(1);
  };
