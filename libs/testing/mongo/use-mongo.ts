import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { startEmbeddedMongo, type EmbeddedMongo } from '#libs/embedded/mongo';
import { openGate, type Gate } from './gate.js';

/** A database of its own for every test of a file. */
export interface MongoForSpecs {
  /** Connection to the database of the present test. */
  connection(): Connection;
  /** Another connection to it, closed after the test. */
  connect(): Promise<Connection>;
  /** The server goes away for every connection, and comes back. */
  gate(): Gate;
}

/**
 * Starts one server for the tests of the file: the embedded one, or the one that MONGODB_URI names. Connections give up
 * looking for a server after 300 ms.
 */
export const useMongo = (): MongoForSpecs => {
  let folder = '';
  let server: EmbeddedMongo | undefined;
  let gate: Gate;
  let connections: Connection[] = [];
  let database = '';

  const connect = async (): Promise<Connection> => {
    const uri = `mongodb://127.0.0.1:${gate.port}/?directConnection=true`;
    const options = { dbName: database, serverSelectionTimeoutMS: 300, autoIndex: false };
    const connection = mongoose.createConnection(uri, options);
    connection.on('error', () => undefined);
    connections.push(connection);
    return connection.asPromise();
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aduan-mongo-'));
    const named = process.env['MONGODB_URI'];
    const logger = pino({ level: 'silent' });
    if (!named) server = await startEmbeddedMongo({ port: 0, data: folder, logger });
    gate = await openGate(server?.port ?? Number(new URL(named ?? '').port || 27017));
  });
  afterAll(async () => {
    await gate.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    database = `spec_${randomUUID()}`;
    await connect();
  });
  afterEach(async () => {
    gate.open();
    await connections[0]?.dropDatabase();
    await Promise.all(connections.map((connection) => connection.close()));
    connections = [];
  });

  return {
    connection: () => connections[0] as Connection,
    connect,
    gate: () => gate,
  };
};
