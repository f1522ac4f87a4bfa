import { randomUUID } from 'node:crypto';
import { MongoClient, type Collection, type Db, type Document } from 'mongodb';
import mongoose from 'mongoose';

/** A server that the contract is run against. */
export interface Target {
  name: string;
  /** Whether it is the embedded server, which refuses what MongoDB would do. */
  embedded: boolean;
  start(): Promise<{ uri: string; stop(): Promise<void> }>;
}

/** A document of the contract: its id is a short text. */
export interface Entry extends Document {
  _id: string;
}

/** What a contract works with: a database of its own on a running server. */
export class Context {
  private constructor(
    readonly embedded: boolean,
    readonly client: MongoClient,
    readonly db: Db,
    readonly connection: mongoose.Connection,
    private readonly stopServer: () => Promise<void>,
  ) {}

  static async open(target: Target): Promise<Context> {
    const server = await target.start();
    const { uri } = server;
    const name = `aduan_contract_${randomUUID().slice(0, 8)}`;
    const client = await MongoClient.connect(uri);
    const connection = await mongoose
      .createConnection(uri, { dbName: name, autoCreate: false, autoIndex: false })
      .asPromise();
    return new Context(target.embedded, client, client.db(name), connection, () => server.stop());
  }

  /** A collection that nobody else uses, holding the documents given. */
  async collection(documents: Entry[] = []): Promise<Collection<Entry>> {
    const collection = this.db.collection<Entry>(`c_${randomUUID().slice(0, 8)}`);
    if (documents.length > 0) await collection.insertMany(documents);
    return collection;
  }

  /** How many documents and index keys the server has looked at while `run` ran. */
  async examined(run: () => Promise<unknown>): Promise<{ keys: number; documents: number }> {
    const before = await this.counters();
    await run();
    const after = await this.counters();
    return { keys: after.keys - before.keys, documents: after.documents - before.documents };
  }

  private async counters(): Promise<{ keys: number; documents: number }> {
    const status = await this.client.db('admin').command({ serverStatus: 1 });
    const { scanned, scannedObjects } = status['metrics'].queryExecutor;
    return { keys: Number(scanned), documents: Number(scannedObjects) };
  }

  async close(): Promise<void> {
    await this.db.dropDatabase();
    await this.connection.close();
    await this.client.close();
    await this.stopServer();
  }
}

/** Gives a contract its context, which exists while its tests run. */
export type Contract = (context: () => Context) => void;

/** The ids of documents, in the order given. */
export function ids(documents: Array<{ _id: unknown }>): unknown[] {
  return documents.map(({ _id: id }) => id);
}
