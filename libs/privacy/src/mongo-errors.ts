import { VaultUnavailable } from './errors.js';

/** Errors of driver and mongoose that say nothing about the operation, only that no server did it for certain. */
const unreachable =
  /^Mongo(ose)?(Network|ServerSelection|NotConnected|Pool|Topology|ClientClosed|WaitQueue|OperationTimeout|WriteConcern|ExpiredSession)/;

/** Server codes: no primary, stepping down, shutting down, interrupted, write concern not met, host gone. */
const transient = new Set([
  6, 7, 64, 89, 91, 100, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436,
]);

const fieldsOf = (error: unknown): { name?: unknown; code?: unknown } =>
  error !== null && typeof error === 'object' ? error : {};

/** Whether a unique index (or `_id`) refused the write. */
export const isDuplicateKey = (error: unknown): boolean => fieldsOf(error).code === 11000;

const saysUnavailable = (error: unknown): boolean => {
  const { name, code } = fieldsOf(error);
  if (typeof name === 'string' && unreachable.test(name)) return true;
  return name === 'MongoServerError' && typeof code === 'number' && transient.has(code);
};

/**
 * Runs an operation of the database under a deadline in milliseconds. Throws VaultUnavailable when no server
 * answered in time; a write may then have been done or not, so it must be safe to repeat.
 */
export const asked = async <T>(deadlineMs: number, operation: () => Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new VaultUnavailable(`the vault did not answer within ${deadlineMs} ms`)),
      deadlineMs,
    );
  });
  try {
    return await Promise.race([operation(), late]);
  } catch (error) {
    if (saysUnavailable(error))
      throw new VaultUnavailable('the vault cannot be reached', { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
};
