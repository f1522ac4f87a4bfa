import { randomUUID } from 'node:crypto';
import { decideAppend, decideDelete, decideTombstone } from './append-rules.js';
import type { DeleteDecision, Expected } from './append-rules.js';
import { closeDatabase, openDatabase } from './database.js';
import type { Db } from './database.js';
import { EventLog, TOMBSTONE_REVISION } from './log.js';
import type { Entry, NewRecord } from './log.js';
import {
  dataOf,
  DELETED_METADATA,
  isMetastream,
  metastreamOf,
  originalOf,
  revivedMetadata,
} from './metadata.js';
import { RecentIds } from './recent-ids.js';
import { StreamStates } from './stream-states.js';
import type { StreamState } from './stream-states.js';

/** An event as a client proposes it. */
export type ProposedEvent = Pick<NewRecord, 'id' | 'type' | 'json' | 'customMetadata' | 'data'>;

export type AppendOutcome =
  /** `revision` −1 and no position when nothing was ever in the stream; no position when the event is hidden. */
  | { kind: 'success'; revision: number; position?: number | undefined }
  | { kind: 'wrong'; head: number }
  | { kind: 'deleted' };

export type DeleteOutcome =
  { kind: 'success'; position: number } | { kind: 'wrong'; head: number } | { kind: 'deleted' };

const EMPTY = new Uint8Array();
const SCAVENGES_METADATA = '{"$maxAge":2592000}';

/**
 * Events, stream states and recent ids of one data folder. The writing methods must run inside `transaction`.
 */
export class Store {
  readonly log: EventLog;
  readonly states: StreamStates;
  private readonly recent = new RecentIds();
  private written: Entry[] = [];

  private constructor(private readonly db: Db) {
    this.log = new EventLog(db);
    this.states = new StreamStates(this.log);
    if (this.log.lastPosition === 0) this.transaction(() => this.writeFirstEvent());
  }

  /** @throws DataFolderError */
  static open(folder: string): Store {
    return new Store(openDatabase(folder));
  }

  /**
   * Runs `work` in one transaction and returns what it wrote, in order, once it is on disk. When it fails nothing is
   * kept, on disk or in memory.
   * @throws whatever SQLite or `work` threw
   */
  transaction(work: () => void): Entry[] {
    this.written = [];
    try {
      this.db.exec('BEGIN');
      work();
      this.db.exec('COMMIT');
    } catch (error) {
      this.rollback();
      throw error;
    }
    this.recent.commit();
    return this.written;
  }

  append(stream: string, expected: Expected, events: ProposedEvent[]): AppendOutcome {
    const state = this.states.get(stream);
    const ids = events.map((event) => event.id);
    const decision = decideAppend(state, expected, ids, {
      recent: (id) => this.recent.find(id, stream),
      isAt: (id, revision) =>
        this.recent.find(id, stream) === revision ||
        this.log.at(stream, revision)?.id === id.replaceAll('-', ''),
    });
    switch (decision.kind) {
      case 'write':
        return this.write(state, events);
      case 'known':
        return { kind: 'success', ...this.known(state, decision.revision) };
      case 'wrong':
        return { kind: 'wrong', head: state.head };
      case 'deleted':
        return { kind: 'deleted' };
    }
  }

  /** Soft delete: `$tb` beyond every revision; the metadata that was there is lost, as on the real server. */
  softDelete(stream: string, expected: Expected): DeleteOutcome {
    const state = this.states.get(stream);
    return this.remove(state, decideDelete(state, expected), () =>
      this.writeMetadata(stream, DELETED_METADATA),
    );
  }

  /** Ends a stream (and its metastream) for ever. */
  tombstone(stream: string, expected: Expected): DeleteOutcome {
    const state = this.states.get(stream);
    return this.remove(state, decideTombstone(state, expected), () => {
      const event = systemEvent('$streamDeleted', '{}');
      return this.record({ ...event, stream, revision: TOMBSTONE_REVISION, created: Date.now() });
    });
  }

  close(): void {
    closeDatabase(this.db);
  }

  private remove(state: StreamState, decision: DeleteDecision, act: () => Entry): DeleteOutcome {
    if (decision === 'deleted') return { kind: 'deleted' };
    if (decision === 'wrong') return { kind: 'wrong', head: state.head };
    return { kind: 'success', position: act().position };
  }

  private write(state: StreamState, events: ProposedEvent[]): AppendOutcome {
    const { name: stream } = state;
    const before = state.head;
    const original = isMetastream(stream) ? this.states.get(originalOf(stream)) : undefined;
    const revives = original?.metadata.softDeleted === true;
    const recreates = state.metadata.softDeleted;
    const created = Date.now();
    let revision = before;
    let last: Entry | undefined;
    for (const event of events) {
      revision += 1;
      last = this.record({ ...event, stream, revision, created });
      this.recent.add(event.id, stream, revision);
    }
    if (!last) return { kind: 'success', ...this.known(state, before) };
    if (recreates) this.writeMetadata(stream, `{"$tb":${before + 1}}`);
    if (original && revives) {
      const given = dataOf(this.log.body(last));
      this.writeMetadata(original.name, revivedMetadata(given, original.head + 1));
    }
    return { kind: 'success', revision, position: last.position };
  }

  private known(state: StreamState, revision: number): { revision: number; position?: number } {
    const hidden = state.metadata.softDeleted || revision < state.metadata.truncateBefore;
    const found = hidden || revision < 0 ? undefined : this.log.at(state.name, revision);
    return found ? { revision, position: found.position } : { revision };
  }

  private writeMetadata(stream: string, json: string): Entry {
    const metastream = metastreamOf(stream);
    return this.record({
      ...systemEvent('$metadata', json),
      stream: metastream,
      revision: this.states.get(metastream).head + 1,
      created: Date.now(),
    });
  }

  private writeFirstEvent(): void {
    this.writeMetadata('$scavenges', SCAVENGES_METADATA);
  }

  private record(record: NewRecord): Entry {
    const entry = this.log.insert(record);
    this.states.appended(entry);
    this.written.push(entry);
    return entry;
  }

  private rollback(): void {
    try {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
    } finally {
      this.recent.rollback();
      this.states.reset();
      this.log.reload();
    }
  }
}

const systemEvent = (type: string, json: string): ProposedEvent => ({
  id: randomUUID(),
  type,
  json: true,
  customMetadata: EMPTY,
  data: Buffer.from(json, 'utf8'),
});
