import type { Logger } from 'pino';
import { CommandError } from './errors.js';
import { MalformedBson } from './bson/read.js';
import type { Doc } from './bson/values.js';
import { checkOptions, countOption } from './commands/options.js';
import type { Command, Engine, Request } from './commands/engine.js';
import { commandOf, errorReply, requestOf } from './commands/table.js';
import { sqliteCode } from './storage/database.js';

/** A command with the way back to who sent it. */
export interface Job {
  command: Doc;
  connectionId: number;
  answer(reply: Doc): void;
}

interface Done {
  job: Job;
  reply: Doc;
  /** Whether the answer depends on what the transaction wrote. */
  unsafe: boolean;
}

/** Commands that arrive together share one transaction, up to this many or this long (milliseconds). */
const GROUP_COMMANDS = 256;
const GROUP_MS = 20;

/** When the command that is running must give up; Infinity when its client sets no limit. */
export class Deadline {
  at = Number.POSITIVE_INFINITY;

  check(): void {
    if (Date.now() > this.at)
      throw new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
  }
}

/**
 * Runs commands one after the other. Those that arrive together are written by one commit; every answer is sent after
 * the commit that makes it durable.
 */
export class Executor {
  private queue: Job[] = [];
  private scheduled = false;
  private done: Done[] = [];

  constructor(
    private readonly engine: Engine,
    private readonly deadline: Deadline,
    private readonly logger: Logger,
  ) {}

  submit(job: Job): void {
    this.queue.push(job);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.runGroup();
      if (this.queue.length > 0) this.schedule();
    });
  }

  /** Runs what is waiting now; for shutting down. */
  flush(): void {
    while (this.queue.length > 0) this.runGroup();
  }

  private runGroup(): void {
    const until = Date.now() + GROUP_MS;
    this.done = [];
    while (this.queue.length > 0 && this.done.length < GROUP_COMMANDS && Date.now() <= until) {
      const job = this.queue.shift() as Job;
      const reply = this.run(job);
      this.done.push({ job, reply, unsafe: this.engine.database.inTransaction });
    }
    this.commit();
    for (const { job, reply } of this.done) job.answer(reply);
  }

  private run(job: Job): Doc {
    try {
      const request = requestOf(job.command, job.connectionId);
      const command = commandOf(request.name);
      checkOptions(request, command);
      const maxTime = countOption(request.command, 'maxTimeMS') ?? 0;
      this.deadline.at = maxTime > 0 ? Date.now() + maxTime : Number.POSITIVE_INFINITY;
      return command.writes ? this.write(command, request) : command.run(this.engine, request);
    } catch (error) {
      return this.failed(error);
    }
  }

  /** A writing command is undone as a whole by an error that it does not answer item by item. */
  private write(command: Command, request: Request): Doc {
    const { database } = this.engine;
    if (!database.inTransaction) database.exec('BEGIN IMMEDIATE');
    const before = this.engine.catalog.changes;
    try {
      database.exec('SAVEPOINT command');
      const reply = command.run(this.engine, request);
      database.exec('RELEASE command');
      return reply;
    } catch (error) {
      this.undoCommand(error);
      if (this.engine.catalog.changes !== before) this.engine.catalog.reload();
      throw error;
    }
  }

  /** Undoes one command. When SQLite cannot (a full disk ends its transaction), the whole group is undone. */
  private undoCommand(cause: unknown): void {
    const { database } = this.engine;
    try {
      if (!database.inTransaction) throw cause;
      database.exec('ROLLBACK TO command');
      database.exec('RELEASE command');
    } catch {
      this.undoGroup(cause);
    }
  }

  private undoGroup(cause: unknown): void {
    const { database } = this.engine;
    if (database.inTransaction) database.exec('ROLLBACK');
    this.engine.catalog.reload();
    const failure = this.failed(cause);
    for (const each of this.done) {
      if (each.unsafe) each.reply = failure;
      each.unsafe = false;
    }
  }

  private commit(): void {
    const { database } = this.engine;
    if (!database.inTransaction) return;
    try {
      database.exec('COMMIT');
    } catch (error) {
      this.undoGroup(error);
    }
  }

  private failed(error: unknown): Doc {
    if (error instanceof CommandError) return errorReply(error);
    if (error instanceof MalformedBson)
      return errorReply(new CommandError('InternalError', 'a document cannot be read'));
    const code = sqliteCode(error);
    this.logger.error({ err: error, code }, 'a command failed');
    return errorReply(storageError(error, code));
  }
}

function storageError(error: unknown, code: string | undefined): CommandError {
  const message = error instanceof Error ? error.message : String(error);
  if (code === undefined) return new CommandError('InternalError', message);
  if (code === 'SQLITE_FULL')
    return new CommandError('OutOfDiskSpace', 'the data folder is full: nothing was written');
  return new CommandError('OperationFailed', `the data folder cannot be written: ${message}`);
}
