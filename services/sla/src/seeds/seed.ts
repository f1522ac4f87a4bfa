import { DomainError, systemActor } from '#libs/contracts';
import {
  canonicalJson,
  derivedId,
  envelop,
  StreamConflict,
  type AnyEvent,
  type Decision,
  type StoredEvent,
} from '#libs/eventsourcing';
import { ConfigurationError } from '#libs/procedure';
import type { ServiceKit } from '#libs/service';
import { calendarStream, procedureStream } from '../domain/streams.js';
import { readKecamatan, type SeededKecamatan } from './kabupaten-files.js';

export type SeedKit = Pick<ServiceKit, 'store' | 'sealer' | 'now' | 'logger'>;

interface Seed {
  streamId: string;
  event: Decision<AnyEvent>;
  /** Name of the field that holds the seeded document. */
  field: 'procedure' | 'calendar';
}

const reason = 'Versi awal dari berkas konfigurasi kabupaten';
const nowhere = { round: 1, step: 0 } as const;

const seedsOf = ({ code, procedure, calendar }: SeededKecamatan): Seed[] => [
  {
    streamId: procedureStream(code),
    field: 'procedure',
    event: {
      type: 'ProcedurePublished',
      data: { version: 1, effectiveFrom: procedure.effectiveFrom, procedure, reason },
      ...nowhere,
    },
  },
  {
    streamId: calendarStream(code),
    field: 'calendar',
    event: { type: 'CalendarPublished', data: { version: 1, calendar, reason }, ...nowhere },
  },
];

const firstOf = async (kit: SeedKit, streamId: string): Promise<StoredEvent | undefined> => {
  let first: StoredEvent | undefined;
  for await (const event of kit.store.readStream(streamId, { maxCount: 1 })) first = event;
  return first;
};

const append = async (kit: SeedKit, kecamatan: SeededKecamatan, seed: Seed): Promise<void> => {
  const { streamId, event } = seed;
  const now = kit.now().toISOString();
  const events = await envelop([event], {
    streamId,
    sealer: kit.sealer,
    occurredAt: now,
    recordedAt: now,
    context: {
      kecamatan: kecamatan.code,
      actor: systemActor('sla'),
      commandKey: derivedId('seed', streamId),
      correlationId: derivedId('seed', streamId),
    },
  }).catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    const problem = { file: kecamatan.file, line: 1, path: seed.field };
    throw new ConfigurationError([{ ...problem, reason: `${kecamatan.code}: ${error.code}` }]);
  });
  await kit.store.append(streamId, events, 'no_stream');
  kit.logger.info({ kecamatan: kecamatan.code, streamId }, 'published from the kabupaten file');
};

/** Once published, the stream is the truth; a file that was changed since says nothing any more. */
const compare = (kit: SeedKit, file: string, seed: Seed, stored: StoredEvent): void => {
  const inFile = (seed.event.data as Record<string, unknown>)[seed.field];
  if (canonicalJson(stored.data[seed.field]) === canonicalJson(inFile)) return;
  kit.logger.warn(
    { file, streamId: seed.streamId },
    'the kabupaten file differs from what was published first; changes to it are not taken up',
  );
};

const seedOne = async (kit: SeedKit, kecamatan: SeededKecamatan, seed: Seed): Promise<void> => {
  const stored = await firstOf(kit, seed.streamId);
  if (stored) return compare(kit, kecamatan.file, seed, stored);
  try {
    await append(kit, kecamatan, seed);
  } catch (error) {
    // Another instance was faster.
    if (!(error instanceof StreamConflict)) throw error;
  }
};

/**
 * Publishes version 1 of every procedure and calendar that the kabupaten files name and that is not published yet. All files
 * are checked before anything is stored. Throws ConfigurationError, StoreUnavailable.
 */
export const seed = async (kit: SeedKit, path: string): Promise<void> => {
  const all = await readKecamatan(path);
  for (const kecamatan of all)
    for (const each of seedsOf(kecamatan)) await seedOne(kit, kecamatan, each);
};
