import type { Expected } from './append-rules.js';
import type { Committer } from './committer.js';
import { metastreamOf } from './metadata.js';
import type { AppendOutcome, DeleteOutcome, ProposedEvent, Store } from './store.js';

export interface AppendCommand {
  stream: string;
  expected: Expected;
  events: ProposedEvent[];
  /** Bytes of data and metadata. */
  bytes: number;
}

export type AppendAnswer =
  | AppendOutcome
  | { kind: 'bad-request' }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'failed'; reason: string };

/** Faults of the real server that a test may ask for. */
export interface Faults {
  /**
   * The same event id twice in flight under `any`: the second append is stored never and answered as timed out after
   * this many ms (about 2,000 on the real server). Off when absent.
   */
  sameIdInFlightMs?: number;
}

/** Appends, deletes and tombstones: hands writes to the committer and answers once they are on disk. */
export class AppendService {
  private readonly inFlight = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly committer: Committer,
    private readonly faults: Faults,
  ) {}

  /** The empty name, and `$$`: an append to that one ends a real server. */
  static refusesName(stream: string): boolean {
    return stream === '' || stream === metastreamOf('');
  }

  append(command: AppendCommand, answer: (answer: AppendAnswer) => void): void {
    const delay = this.faults.sameIdInFlightMs;
    if (delay === undefined) {
      this.commit(command, answer);
      return;
    }
    const ids = command.expected === 'any' ? command.events.map((event) => event.id) : [];
    if (ids.some((id) => this.inFlight.has(id))) {
      setTimeout(() => answer({ kind: 'timeout' }), delay);
      return;
    }
    for (const id of ids) this.inFlight.add(id);
    this.commit(command, (result) => {
      for (const id of ids) this.inFlight.delete(id);
      answer(result);
    });
  }

  private commit(command: AppendCommand, answer: (answer: AppendAnswer) => void): void {
    let outcome: AppendOutcome | undefined;
    this.committer.submit({
      bytes: command.bytes,
      run: () => {
        outcome = this.store.append(command.stream, command.expected, command.events);
      },
      done: (error) => {
        const reason = error?.message ?? 'no outcome';
        answer(error || !outcome ? { kind: 'failed', reason } : outcome);
      },
    });
  }

  /** Soft delete or tombstone; rejects when the commit fails. */
  remove(
    how: 'softDelete' | 'tombstone',
    stream: string,
    expected: Expected,
  ): Promise<DeleteOutcome> {
    return new Promise((resolve, reject) => {
      let outcome: DeleteOutcome | undefined;
      this.committer.submit({
        bytes: 0,
        run: () => {
          outcome = this.store[how](stream, expected);
        },
        done: (error) => {
          if (outcome && !error) resolve(outcome);
          else reject(error ?? new Error('no outcome'));
        },
      });
    });
  }
}
