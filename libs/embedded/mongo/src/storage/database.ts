import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';

/** The data folder cannot be used: the message says why and what to do. */
export class DataFolderError extends Error {}

/** A prepared statement; rows come as arrays. */
export interface Statement {
  run(...values: unknown[]): void;
  row(...values: unknown[]): unknown[] | undefined;
  rows(...values: unknown[]): unknown[][];
}

/** Number of the table layout; a folder written with another one is refused. */
const LAYOUT = 1;
const APPLICATION_ID = 0x4164756d;

const TABLES = `
  CREATE TABLE IF NOT EXISTS collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL, UNIQUE (db, name));
  CREATE TABLE IF NOT EXISTS indexes (
    id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, name TEXT NOT NULL, spec BLOB NOT NULL,
    multikey INTEGER NOT NULL DEFAULT 0, UNIQUE (collection, name));
`;

/** The one SQLite file of a data folder, locked by this process while it is open. */
export class Database {
  private readonly statements = new Map<string, Statement>();

  private constructor(private readonly db: Libsql.Database) {}

  /**
   * Opens or creates `<folder>/mongo.db` in WAL mode with an fsync per commit and takes its lock.
   * @throws DataFolderError when the folder cannot be written, is in use, or was written by something else
   */
  static open(folder: string): Database {
    const file = join(folder, 'mongo.db');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new DataFolderError(`the data folder ${folder} cannot be written: ${messageOf(error)}`);
    }
    const db = new Libsql(file);
    try {
      for (const pragma of ['locking_mode=EXCLUSIVE', 'journal_mode=WAL', 'synchronous=FULL'])
        db.prepare(`PRAGMA ${pragma}`).all();
      db.prepare('PRAGMA cache_size=-32768').all();
      db.prepare('PRAGMA wal_autocheckpoint=4000').all();
      db.exec('BEGIN IMMEDIATE');
      const database = new Database(db);
      database.prepareLayout(file);
      db.exec('COMMIT');
      return database;
    } catch (error) {
      db.close();
      throw explained(error, folder);
    }
  }

  private prepareLayout(file: string): void {
    const layout = this.pragma('user_version');
    if (layout === 0) {
      this.db.exec(TABLES);
      this.db.exec(`PRAGMA application_id=${APPLICATION_ID}; PRAGMA user_version=${LAYOUT}`);
      return;
    }
    if (this.pragma('application_id') !== APPLICATION_ID || layout !== LAYOUT)
      throw new DataFolderError(`${file} was not written by this version of the embedded MongoDB`);
  }

  private pragma(name: string): number {
    const row = this.prepare(`SELECT ${name} FROM pragma_${name}`).row();
    return Number(row?.[0] ?? 0);
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  get inTransaction(): boolean {
    return this.db.inTransaction;
  }

  /** A statement, prepared once per text. */
  prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.compile(sql);
    this.statements.set(sql, statement);
    return statement;
  }

  private compile(sql: string): Statement {
    const statement = this.db.prepare(sql);
    if (statement.reader) statement.raw();
    return {
      run: (...values) => void statement.run(...values),
      row: (...values) => statement.get(...values) as unknown[] | undefined,
      rows: (...values) => statement.all(...values) as unknown[][],
    };
  }

  /** Forgets prepared statements, which would otherwise grow with every table ever dropped. */
  forgetStatements(): void {
    this.statements.clear();
  }

  /**
   * Gives the folder back. libsql keeps the file open until its statements are collected, so the lock is given up
   * first, for which SQLite must leave WAL.
   */
  close(): void {
    this.statements.clear();
    try {
      for (const pragma of ['journal_mode=DELETE', 'locking_mode=NORMAL'])
        this.db.prepare(`PRAGMA ${pragma}`).all();
      this.pragma('user_version');
    } finally {
      this.db.close();
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function explained(error: unknown, folder: string): unknown {
  if (error instanceof DataFolderError) return error;
  const code = sqliteCode(error);
  if (code?.startsWith('SQLITE_BUSY') === true)
    return new DataFolderError(`the data folder ${folder} is in use by another process`);
  if (code !== undefined)
    return new DataFolderError(`the data folder ${folder} cannot be used: ${messageOf(error)}`);
  return error;
}

/** SQLite's error code, such as SQLITE_FULL, or undefined when the error is not from SQLite. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.name !== 'SqliteError') return undefined;
  return 'code' in error && typeof error.code === 'string' ? error.code : 'SQLITE_ERROR';
}
