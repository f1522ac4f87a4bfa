import { createConnection, type Connection } from 'mongoose';

/**
 * A connection to MongoDB (or the embedded server) that waits for its server and outlives its restarts. Nothing is made by
 * itself: each owner of a collection makes its own indexes.
 * Throws after 30 s without a server.
 */
export const connectMongo = async (uri: string): Promise<Connection> => {
  const options = {
    autoCreate: false,
    autoIndex: false,
    serverSelectionTimeoutMS: 30_000,
    socketTimeoutMS: 30_000,
    maxPoolSize: 10,
  };
  const connection = createConnection(uri, options);
  // Without a listener a lost server would end the process.
  connection.on('error', () => undefined);
  await connection.asPromise();
  return connection;
};
