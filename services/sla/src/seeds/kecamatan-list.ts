import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { systemActor } from '#libs/contracts';
import { derivedId, envelop, StreamConflict, type NewEvent } from '#libs/eventsourcing';
import { kecamatanListStream, listedKecamatan, type ServiceKit } from '#libs/service';

export type ListKit = Pick<ServiceKit, 'store' | 'sealer' | 'now' | 'logger'>;

const listing = async (kit: ListKit, code: string): Promise<NewEvent[]> => {
  const now = kit.now().toISOString();
  const key = derivedId('kecamatan-list', code);
  const context = {
    kecamatan: code,
    actor: systemActor('sla'),
    commandKey: key,
    correlationId: key,
  };
  const options = { streamId: kecamatanListStream, sealer: kit.sealer, context };
  return envelop([{ type: 'KecamatanListed', data: { code }, round: 1, step: 0 }], {
    ...options,
    occurredAt: now,
    recordedAt: now,
  });
};

const lastRevision = async ({ store }: ListKit): Promise<bigint | undefined> => {
  for await (const { revision } of store.readStream(kecamatanListStream, {
    backwards: true,
    maxCount: 1,
  }))
    return revision;
  return undefined;
};

/**
 * Lists the codes that are not listed yet, all in one piece, so that nobody ever reads half a list. Another instance that
 * is faster has listed the same. Throws StoreUnavailable, OutcomeUnknown.
 */
export const listKecamatan = async (kit: ListKit, codes: Iterable<string>): Promise<void> => {
  const listed = await listedKecamatan(kit.store);
  const missing = [...new Set(codes)].filter((code) => !listed.has(code)).sort();
  if (missing.length === 0) return;
  const events = (await Promise.all(missing.map((code) => listing(kit, code)))).flat();
  try {
    await kit.store.append(kecamatanListStream, events, (await lastRevision(kit)) ?? 'no_stream');
    kit.logger.info({ kecamatan: missing }, 'listed as taking part');
  } catch (error) {
    if (!(error instanceof StreamConflict)) throw error;
  }
};

const lookMs = 5_000;

/** Completes the list once all kecamatan of the store are known: at once in a new store, after a scan in an older one. */
export class KecamatanList implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly abort = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly kit: ServiceKit,
    /** Codes that were published from the kabupaten file before. */
    private readonly seeded: () => Promise<string[]>,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { reference, logger } = this.kit;
    const { signal } = this.abort;
    while (!signal.aborted) {
      try {
        if (reference.ready) {
          const known = reference.list().map(({ code }) => code);
          return await listKecamatan(this.kit, [...known, ...(await this.seeded())]);
        }
        await Promise.race([reference.whenReady(lookMs), delay(lookMs, undefined, { signal })]);
      } catch (error) {
        if (signal.aborted) return;
        logger.warn({ err: error }, 'kecamatan are not listed yet, trying again');
        await delay(lookMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
