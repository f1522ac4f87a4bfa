import { ErrorType, isCommandError, type CommandError } from '@eventstore/db-client';
import { OutcomeUnknown, PositionRefused, StoreUnavailable, StreamConflict } from './errors.js';

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;
const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const commandError = (error: unknown): CommandError | undefined =>
  error instanceof Error && isCommandError(error) ? error : undefined;

const breaks: ErrorType[] = [
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.NOT_LEADER,
];

// A server that starts, and one whose disk is full: neither has a type of its own.
const notReady = 'Server Is Not Ready';
const passingTexts = [notReady, 'Append failed'];

/** Whether the server is down, starting, or dropped the call: the same call may succeed later. */
export const isPassing = (error: unknown): boolean => {
  const command = commandError(error);
  if (command) {
    if (breaks.includes(command.type)) return true;
    return (
      command.type === ErrorType.UNKNOWN &&
      passingTexts.some((text) => command.message.includes(text))
    );
  }
  // While the server is down the client raises bare gRPC errors.
  return codeOf(error) === 14 || codeOf(error) === 1 || codeOf(error) === 4;
};

/** Translates what the client threw at an append. An answer that never came leaves the outcome unknown. */
export const appendError = (streamId: string, error: unknown): unknown => {
  const command = commandError(error);
  if (command?.type === ErrorType.WRONG_EXPECTED_VERSION)
    return new StreamConflict(streamId, command.actualVersion);
  if (!isPassing(error)) return error;
  const never = !command || textOf(error).includes(notReady);
  return never
    ? new StoreUnavailable('event store is not reachable', { cause: error })
    : new OutcomeUnknown(`append to ${streamId} was not answered`, { cause: error });
};

/** Translates what the client threw at a read. */
export const readError = (error: unknown): unknown =>
  isPassing(error) ? new StoreUnavailable('event store is not reachable', { cause: error }) : error;

/** A subscription refused with the text that a real server uses for a position it does not know. */
export const followError = (error: unknown, fromPosition: boolean): unknown =>
  fromPosition && textOf(error).includes('Exception was thrown by handler')
    ? new PositionRefused('the event store does not know the stored position', { cause: error })
    : readError(error);

/** The stream does not exist, or was deleted. */
export const isMissing = (error: unknown): boolean => {
  const type = commandError(error)?.type;
  return type === ErrorType.STREAM_NOT_FOUND || type === ErrorType.STREAM_DELETED;
};
