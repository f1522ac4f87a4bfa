import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/** Version of the tables below, kept in SQLite's user_version. */
const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE) STRICT;
  CREATE TABLE types (id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    type INTEGER NOT NULL,
    created INTEGER NOT NULL,
    id BLOB NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

export type Db = InstanceType<typeof Database>;

/** The data folder cannot be used; the message says why and names the folder. */
export class DataFolderError extends Error {}

const REASONS: Record<string, string> = {
  SQLITE_BUSY: 'is in use by another process',
  SQLITE_LOCKED: 'is in use by another process',
  SQLITE_READONLY: 'is read-only',
  SQLITE_CANTOPEN: 'cannot be opened for writing',
  SQLITE_FULL: 'is on a full disk',
  SQLITE_IOERR: 'cannot be read or written',
  SQLITE_NOTADB: 'holds a file events.db that is not a database',
  SQLITE_CORRUPT: 'holds a damaged events.db',
  EACCES: 'cannot be written (permission denied)',
  EROFS: 'is read-only',
  EEXIST: 'is not a folder',
  ENOTDIR: 'is not a folder',
  ENOSPC: 'is on a full disk',
};

function explain(folder: string, error: unknown): DataFolderError {
  if (error instanceof DataFolderError) return error;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  const known = Object.keys(REASONS).find((key) => code === key || code.startsWith(`${key}_`));
  const reason = known ? REASONS[known] : 'cannot be used';
  return new DataFolderError(`data folder ${folder} ${reason} (${code || 'error'}: ${message})`, {
    cause: error,
  });
}

function readNumber(db: Db, sql: string): number {
  const [value] = db.prepare(sql).raw(true).get([]) as [number];
  return value;
}

function prepareSchema(db: Db, folder: string): void {
  const version = readNumber(db, 'PRAGMA user_version');
  if (version === SCHEMA_VERSION) return;
  const tables = readNumber(db, 'SELECT count(*) FROM sqlite_schema');
  if (version !== 0 || tables > 0)
    throw new DataFolderError(
      `data folder ${folder} has schema version ${version}; this program knows version ${SCHEMA_VERSION} only`,
    );
  db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
}

/**
 * Closes the database and gives the folder back. libsql keeps the file open as long as prepared statements are not
 * collected, so the lock is given up first: leaving WAL is what SQLite asks for that.
 */
export function closeDatabase(db: Db): void {
  try {
    db.pragma('journal_mode = DELETE');
    db.pragma('locking_mode = NORMAL');
    db.prepare('SELECT count(*) FROM sqlite_schema').raw(true).get([]);
  } finally {
    db.close();
  }
}

/** Closes a database that could not be opened properly; why is already known. */
function abandon(db: Db): void {
  try {
    closeDatabase(db);
  } catch {
    // The error that made us give up is the one to tell.
  }
}

/**
 * Opens (or makes) the database of a data folder and holds SQLite's exclusive lock on it until it is closed or the
 * process ends, however it ends: one process per folder.
 * @throws DataFolderError when the folder is in use, read-only, full, damaged or of another version.
 */
export function openDatabase(folder: string): Db {
  let db: Db | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    db = new Database(join(folder, 'events.db'));
    // Exclusive first: then WAL needs no shared memory file and the lock is kept between transactions.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('cache_size = -16384');
    prepareSchema(db, folder);
    db.exec('BEGIN IMMEDIATE; COMMIT;');
    return db;
  } catch (error) {
    if (db) abandon(db);
    throw explain(folder, error);
  }
}
