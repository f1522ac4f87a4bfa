import { safeMessage } from './safe-text.js';

/**
 * Thrown by an event handler whose cause has not been seen yet (an earlier event of another service):
 * the event comes again a little later, and this does not count as a failure.
 */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';

  /** `afterMs` overrides the growing delay (50 ms to 5 s). */
  constructor(
    message = 'the cause has not been seen yet',
    readonly afterMs?: number,
  ) {
    super(message);
  }
}

/** Nobody answers on this subject, though it was waited for. Nothing was done; try again. */
export class NoResponder extends Error {
  override readonly name = 'NoResponder';

  constructor(readonly subject: string) {
    super(`nobody answers on ${subject}`);
  }
}

/** No answer in time: the request may have been handled or not. */
export class RequestTimedOut extends Error {
  override readonly name = 'RequestTimedOut';

  constructor(
    readonly subject: string,
    timeoutMs: number,
  ) {
    super(`no answer on ${subject} within ${timeoutMs} ms`);
  }
}

/** A message is larger than the server takes (1 MiB unless configured otherwise). */
export class PayloadTooLarge extends Error {
  override readonly name = 'PayloadTooLarge';

  constructor(
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`${bytes} bytes are more than the ${limit} that NATS takes`);
  }
}

/** Answers on a subject are not JSON: something else listens there. */
export class BadReply extends Error {
  override readonly name = 'BadReply';
}

/** What was thrown as an Error, also when Nest's own exception filter replaced it. */
export function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const { status, message } = (thrown ?? {}) as { status?: unknown; message?: unknown };
  if (status === 'error' && message === 'Internal server error') {
    return new Error(
      "hidden by Nest's default filter: add rethrowErrors to the module's providers",
    );
  }
  return new Error(typeof message === 'string' ? message : 'something that is not an Error');
}

/** Name and message on one short line, fit for a header or a log: see `safeMessage`. */
export function describeError(error: Error): string {
  return `${error.name}: ${safeMessage(error)}`.slice(0, 300);
}
