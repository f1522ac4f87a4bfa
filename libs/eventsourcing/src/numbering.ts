import { systemActor, type ServiceName } from '#libs/contracts';
import { envelop } from './envelope.js';
import { OutcomeUnknown, StreamConflict } from './errors.js';
import type { CommandStore } from './handle-command.js';
import { derivedId } from './ids.js';
import type { Sealer } from './types.js';

interface Series {
  /** Who holds which number. */
  numbers: Map<string, number>;
  revision: bigint;
  /** When the last number was given: a clock that was set back must not give the next one an earlier time. */
  lastAt: string;
}

export interface NumberRequest {
  /** Stream of the series, e.g. `intake-register-64.09.02-2026`. */
  streamId: string;
  kecamatan: string;
  /** What gets the number: a complaint, or one document of it. The same holder gets the same number again. */
  holderId: string;
  complaintId: string;
  correlationId: string;
}

const maxTries = 20;

/**
 * Gapless series of numbers: the revision of the stream is the counter (number = revision + 1). The fold of the
 * whole stream is consulted before every exact append, so an append whose outcome was unknown is found again. The fold
 * is kept in memory and only its tail is read anew; requests for one series wait for each other.
 */
export class NumberSeries {
  private readonly series = new Map<string, Series>();
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: CommandStore,
    private readonly sealer: Sealer,
    private readonly now: () => Date,
    private readonly service: ServiceName,
  ) {}

  /** The number of the holder, allocated now if it has none. Throws StoreUnavailable, or StreamConflict after many tries. */
  async allocate(request: NumberRequest): Promise<number> {
    const before = this.queues.get(request.streamId) ?? Promise.resolve();
    const mine = before.then(() => this.next(request));
    const settled = mine.catch(() => undefined);
    this.queues.set(request.streamId, settled);
    try {
      return await mine;
    } finally {
      if (this.queues.get(request.streamId) === settled) this.queues.delete(request.streamId);
    }
  }

  private async next(request: NumberRequest): Promise<number> {
    let failure: unknown;
    for (let tries = 0; tries < maxTries; tries += 1) {
      const series = await this.upToDate(request.streamId);
      const known = series.numbers.get(request.holderId);
      if (known !== undefined) return known;
      try {
        await this.append(request, series);
      } catch (error) {
        if (!(error instanceof StreamConflict) && !(error instanceof OutcomeUnknown)) throw error;
        failure = error;
        // A store that was put back to an older state has fewer numbers than we remember: read it all again.
        if (tries > 1) this.series.delete(request.streamId);
      }
    }
    throw failure;
  }

  private async upToDate(streamId: string): Promise<Series> {
    const series = this.series.get(streamId) ?? {
      numbers: new Map(),
      revision: -1n,
      lastAt: '',
    };
    for await (const event of this.store.readStream(streamId, { from: series.revision + 1n })) {
      if (event.revision !== series.revision + 1n)
        throw new Error(`${streamId} has a hole before revision ${event.revision}`);
      series.revision = event.revision;
      series.lastAt = event.metadata.occurredAt;
      series.numbers.set(String(event.data['holderId']), Number(event.revision) + 1);
    }
    this.series.set(streamId, series);
    return series;
  }

  private async append(request: NumberRequest, { revision, lastAt }: Series): Promise<void> {
    const { streamId, holderId, complaintId, kecamatan, correlationId } = request;
    const now = this.now().toISOString();
    const events = await envelop(
      [{ type: 'NumberAllocated', data: { holderId, complaintId }, round: 1, step: 0 }],
      {
        streamId,
        sealer: this.sealer,
        occurredAt: lastAt > now ? lastAt : now,
        recordedAt: now,
        context: {
          kecamatan,
          complaintId,
          actor: systemActor(this.service),
          commandKey: derivedId('number', streamId, holderId),
          correlationId,
          causationId: complaintId,
        },
      },
    );
    await this.store.append(streamId, events, revision < 0n ? 'no_stream' : revision);
  }
}
