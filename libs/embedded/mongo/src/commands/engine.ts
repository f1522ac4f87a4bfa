import type { Catalog } from '../storage/catalog.js';
import type { Database } from '../storage/database.js';
import type { ReadContext } from '../query/scan.js';
import type { Doc } from '../bson/values.js';
import type { Cursors } from './cursors.js';

/** What the commands work on. */
export interface Engine {
  database: Database;
  catalog: Catalog;
  cursors: Cursors;
  reading: ReadContext;
  startedAt: number;
  connections(): number;
}

/** One command from a client. */
export interface Request {
  name: string;
  db: string;
  command: Doc;
  connectionId: number;
}

/** One command of this server. */
export interface Command {
  /** Whether it may write, and so runs in a transaction that is on disk before the answer. */
  writes: boolean;
  /** The options that it understands, besides those that every command has. */
  options: readonly string[];
  run(engine: Engine, request: Request): Doc;
}
