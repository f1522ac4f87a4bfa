import type { Connection } from 'mongoose';
import type { NatsConnection } from '#libs/messaging';

/** A server is not one that Aduan can work with. */
export class WrongServer extends Error {
  override readonly name = 'WrongServer';
}

const atLeast = (version: string, major: number, minor: number): boolean => {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
};

/** The version of MongoDB. Throws WrongServer when it is older than 7. */
export const checkMongo = async (connection: Connection): Promise<string> => {
  const { db } = connection;
  if (!db) throw new WrongServer('MongoDB is not connected');
  const { version } = (await db.admin().command({ buildInfo: 1 })) as { version: string };
  if (!atLeast(version, 7, 0))
    throw new WrongServer(`MongoDB ${version} is too old: Aduan needs 7 or newer`);
  return version;
};

/** The version of NATS. Throws WrongServer when it is older than 2.10 or has no JetStream. */
export const checkNats = (connection: NatsConnection): string => {
  const { version = '0', jetstream } = connection.info ?? {};
  if (!atLeast(version, 2, 10))
    throw new WrongServer(`nats-server ${version} is too old: Aduan needs 2.10 or newer`);
  if (!jetstream)
    throw new WrongServer(
      'nats-server runs without JetStream: start it with -js or a jetstream block',
    );
  return version;
};

const isRefused = (error: unknown): boolean => {
  const { code, codeName } = error as { code?: unknown; codeName?: unknown };
  return code === 18 || code === 13 || codeName === 'AuthenticationFailed' || code === 8000;
};

/** What a person is told when a server refuses to talk to us; addresses may hold a password and are never repeated. */
export const connectionError = (server: string, variable: string, error: unknown): Error => {
  const text = error instanceof Error ? error.message : String(error);
  if (isRefused(error) || /auth|credential|denied/i.test(text))
    return new WrongServer(
      `${server} refuses the credentials in ${variable}: check user, password and rights`,
      { cause: error },
    );
  return error instanceof Error ? error : new Error(text);
};
