import type { Doc } from './bson/values.js';

/** MongoDB's error codes by name (src/mongo/base/error_codes.yml of the server). */
export const CODES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  CannotSatisfyWriteConcern: 100,
  CommandNotSupported: 115,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
  Location15952: 15952,
  Location31253: 31253,
  Location31254: 31254,
  Location40324: 40324,
  IDLUnknownField: 40415,
} as const;

/** The name of an error that this server answers. */
export type CodeName = keyof typeof CODES;

/** An error that is answered to the client; the connection and the server go on. */
export class CommandError extends Error {
  readonly code: number;
  constructor(
    readonly codeName: CodeName,
    message: string,
    /** More fields of the answer, such as keyPattern and keyValue of a duplicate key. */
    readonly fields?: Doc,
  ) {
    super(message);
    this.name = 'CommandError';
    this.code = CODES[codeName];
  }
}

/** The error for something that MongoDB has and this server does not: it is named, never ignored. */
export function notSupported(what: string): CommandError {
  return new CommandError('CommandNotSupported', `the embedded server does not support ${what}`);
}

/** The error for a value that does not fit. */
export function badValue(message: string): CommandError {
  return new CommandError('BadValue', message);
}

/** The error for a request that cannot be understood. */
export function failedToParse(message: string): CommandError {
  return new CommandError('FailedToParse', message);
}
