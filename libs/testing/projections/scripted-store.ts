import type { FollowItem, Position, StoredEvent } from '#libs/eventsourcing';

/** An event of a stream at a place of `$all`; its id is its place. */
export const ticked = (
  place: number,
  streamId: string,
  revision: number,
  data: Record<string, unknown> = {},
): StoredEvent => ({
  id: `event-${place}`,
  type: 'Ticked',
  streamId,
  revision: BigInt(revision),
  position: { commit: BigInt(place), prepare: BigInt(place) },
  data,
  metadata: {
    schemaVersion: 1,
    kecamatan: '64.09.02',
    round: 1,
    step: 1,
    actor: { id: 'a-1', role: 'petugas' },
    occurredAt: '2026-11-24T02:00:00.000Z',
    recordedAt: '2026-11-24T02:00:00.000Z',
    correlationId: 'c-1',
  },
  created: new Date(),
});

const isAfter = (position: Position, after: Position | 'start'): boolean =>
  after === 'start' || position.commit > after.commit;

/** `$all` written by the spec: gives what there is, says that it has caught up, then waits for more. */
export class ScriptedStore {
  /** What every follower meets instead of the items, once each. */
  readonly failures: Error[] = [];
  /** Where followers began. */
  readonly begun: (Position | 'start')[] = [];
  private items: (StoredEvent | { checkpoint: Position })[] = [];
  private wakes = new Set<() => void>();

  /** Adds events, or checkpoints. */
  add(...items: (StoredEvent | { checkpoint: Position })[]): void {
    this.items.push(...items);
    for (const wake of this.wakes) wake();
  }

  /** Hides an event, as if it had been lost on the way; `found` gives it back. */
  lose(place: number): { found: () => void } {
    const all = this.items;
    this.items = all.filter((item) => !('id' in item) || item.id !== `event-${place}`);
    return {
      found: () => {
        this.items = all;
      },
    };
  }

  async *follow(options: {
    after: Position | 'start';
    prefixes: string[];
    signal: AbortSignal;
  }): AsyncGenerator<FollowItem> {
    const { after, prefixes, signal } = options;
    this.begun.push(after);
    const failure = this.failures.shift();
    if (failure) throw failure;
    let at = 0;
    let told = false;
    while (!signal.aborted) {
      const item = this.items[at];
      if (item === undefined) {
        if (!told) yield { kind: 'caughtUp' };
        told = true;
        if (this.items[at] === undefined) await this.more(signal);
        continue;
      }
      at += 1;
      if ('checkpoint' in item) {
        if (isAfter(item.checkpoint, after))
          yield { kind: 'checkpoint', position: item.checkpoint };
      } else if (isAfter(item.position, after) && prefixes.some((p) => item.streamId.startsWith(p)))
        yield { kind: 'event', event: item };
    }
  }

  private async more(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    let wake: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      this.wakes.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
    this.wakes.delete(wake);
    signal.removeEventListener('abort', wake);
  }
}
