import { Metadata, status } from '@grpc/grpc-js';
import type { StatusObject } from '@grpc/grpc-js';

/** Sum of the bytes of `data` in one append (the server's default; metadata and type do not count). */
export const MAX_APPEND_BYTES = 1_048_576;
/** Largest message accepted, in bytes: 16 MiB − 10,000. */
export const MAX_MESSAGE_BYTES = 16_767_216;

/** An error that ends a call with this status; the texts are those of the real server where they were measured. */
export class CallError extends Error implements StatusObject {
  constructor(
    readonly code: status,
    readonly details: string,
    readonly metadata: Metadata = new Metadata(),
  ) {
    super(details);
  }
}

/** Trailer values are printable ASCII and trailers are small: other characters are escaped, long names cut. */
const trailerValue = (value: string): string =>
  shown(value).replace(/[^ -~]/gu, (character) =>
    Buffer.from(character).toString('hex').replace(/../gu, '%$&'),
  );

/** A stream's name in a message: cut, and free of half characters (which cannot be sent). */
const shown = (name: string): string => Buffer.from(name.slice(0, 1000), 'utf8').toString('utf8');

function exception(details: string, trailers: Record<string, string>, code: status): CallError {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, trailerValue(value));
  return new CallError(code, details, metadata);
}

export const handlerFailed = (): CallError =>
  new CallError(status.UNKNOWN, 'Exception was thrown by handler.');

export const unexpectedReadStream = (): CallError =>
  new CallError(status.UNKNOWN, 'Unexpected ReadStreamResult: Error');

export const unexpectedReadAll = (): CallError =>
  new CallError(status.UNKNOWN, 'Unexpected ReadAllResult: Error');

export const messageTooLarge = (): CallError =>
  new CallError(
    status.RESOURCE_EXHAUSTED,
    'Received message exceeds the maximum configured message size.',
  );

export const consumerTooSlow = (): CallError =>
  new CallError(
    status.ABORTED,
    'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
  );

export const connectionDropped = (): CallError =>
  new CallError(status.UNAVAILABLE, 'Connection dropped');

export const storageFailed = (reason: string): CallError =>
  new CallError(status.UNKNOWN, `Append failed, nothing was stored: ${reason}`);

export const unsupported = (operation: string): CallError =>
  new CallError(
    status.UNIMPLEMENTED,
    `The embedded event store does not support ${operation}. Use a real EventStoreDB for it.`,
  );

export const streamDeleted = (stream: string): CallError =>
  exception(
    `Event stream '${shown(stream)}' is deleted.`,
    { exception: 'stream-deleted', 'stream-name': stream },
    status.FAILED_PRECONDITION,
  );

/** `operation` is 'Append' or 'Delete'; versions are revisions, or −1 none, −2 any, −4 stream exists. */
export const wrongExpectedVersion = (
  operation: 'Append' | 'Delete',
  stream: string,
  expected: bigint,
  actual: bigint,
): CallError =>
  exception(
    `${operation} failed due to WrongExpectedVersion. Stream: ${shown(stream)}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
    status.FAILED_PRECONDITION,
  );

export const maxAppendSizeExceeded = (): CallError =>
  exception(
    `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`,
    {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(MAX_APPEND_BYTES),
    },
    status.INVALID_ARGUMENT,
  );

export const requiredMetadataMissing = (properties: string[]): CallError =>
  exception(
    `Required Metadata Properties Missing: ${properties.join(',')}`,
    {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': properties.join(','),
    },
    status.INVALID_ARGUMENT,
  );
