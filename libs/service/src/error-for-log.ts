import { safeMessage } from '#libs/messaging';

/** An error as the log has it. */
export interface LoggedError {
  type: string;
  message: string;
  code?: string | number;
  /** Where it happened, innermost first. */
  stack: string[];
  cause?: LoggedError;
}

const frame = /^\s+at (?:async )?[\w$.#<>[\] ]*\(?(?:file:|node:|\/)\S*:\d+:\d+\)?$/;
const mostFrames = 12;
const mostCauses = 5;

const codeOf = (error: Error): { code?: string | number } => {
  const { code } = error as { code?: unknown };
  if (typeof code === 'number') return { code };
  return typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? { code } : {};
};

const typeOf = ({ name }: Error): string => (/^[\w$]{1,60}$/.test(name) ? name : 'Error');

const logged = (error: unknown, depth: number): LoggedError => {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => frame.test(line));
  return {
    type: typeOf(error),
    message: safeMessage(error),
    ...codeOf(error),
    stack: frames.slice(0, mostFrames).map((line) => line.trim()),
    ...(error.cause === undefined || depth === 0 ? {} : { cause: logged(error.cause, depth - 1) }),
  };
};

/**
 * An error for the log: name, code, a message without personal data (see `safeMessage`), where it happened, and what caused
 * it. Whatever else libraries hang on their errors (documents, values, answers of mail servers) stays out.
 */
export const errorForLog = (error: unknown): LoggedError => logged(error, mostCauses);
