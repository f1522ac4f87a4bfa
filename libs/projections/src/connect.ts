import mongoose, { type Connection } from 'mongoose';
import type { Logger } from 'pino';
import { setTimeout as delay } from 'node:timers/promises';

export interface ConnectOptions {
  uri: string;
  /** Name of the database; the one in the URI when absent. */
  database?: string;
  logger: Logger;
  signal?: AbortSignal;
}

const maxBackOffMs = 5_000;

/**
 * Opens a connection to MongoDB; a server that is not there yet is tried again with back-off until the signal aborts.
 * Later breaks are healed by the driver; operations meanwhile fail after 5 s. Close it with `close()`. Throws the
 * signal's reason when aborted.
 */
export const connectMongo = async (options: ConnectOptions): Promise<Connection> => {
  const { uri, database, logger, signal } = options;
  for (let failures = 0; ; failures += 1) {
    signal?.throwIfAborted();
    const connection = mongoose.createConnection(uri, {
      ...(database === undefined ? {} : { dbName: database }),
      serverSelectionTimeoutMS: 5_000,
      socketTimeoutMS: 60_000,
      autoIndex: false,
    });
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.destroy();
      const { name } = error as Error;
      logger.warn({ error: name, failures }, 'MongoDB cannot be reached; trying again');
      const ms = Math.min(maxBackOffMs, 50 * 2 ** Math.min(failures, 10));
      await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
    }
  }
};
