import { EventStoreDBClient, FORWARDS, jsonEvent, START } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import type { Actor } from '#libs/contracts';
import { derivedId, handleCommand } from '#libs/eventsourcing';
import { complaint } from '../../../services/intake/src/domain/complaint.js';
import { intakeStream } from '../../../services/intake/src/domain/streams.js';
import { rateOf } from '../shared/rounds.js';
import { registerHere, type Office } from './office.js';

export interface CommandRates {
  atOnce: number;
  append: number;
  read: number;
  /** Read a stream, then append one event to it, by the client alone. */
  readAndAppend: number;
  /** Load the same stream, decide, append: an event of the same size. */
  command: number;
}

const roundMs = 2_000;
const streams = 600;
const by: Actor = { id: 'bench', role: 'petugas', kecamatan: '64.09.02' };
const text = 'Air masih tergenang sampai hari ini; warga menunggu petugas datang. '.repeat(3);

interface Bench {
  client: EventStoreDBClient;
  office: Office;
  complaints: string[];
}

/** A raw event as large as a sealed one. */
const rawEvent = () =>
  jsonEvent({
    id: randomUUID(),
    type: 'InformationAdded',
    data: { text: { $sealed: `c.${randomUUID()}.content`, v: 'x'.repeat(text.length * 1.4) } },
    metadata: {
      kecamatan: '64.09.02',
      recordedAt: new Date().toISOString(),
      filler: 'x'.repeat(560),
    },
  });

const readRaw = async (client: EventStoreDBClient, stream: string): Promise<bigint> => {
  let revision = -1n;
  for await (const { event } of client.readStream(stream, {
    direction: FORWARDS,
    fromRevision: START,
  }))
    revision = event?.revision ?? revision;
  return revision;
};

const addInformation = async ({ office, complaints }: Bench, index: number): Promise<void> => {
  const { kit } = office;
  const complaintId = complaints[index % complaints.length] ?? '';
  const at = kit.now().toISOString();
  const { kecamatan } = by;
  const commandKey = randomUUID();
  const occasion = {
    complaintId,
    kecamatan,
    by,
    at,
    idFor: (label: string) => derivedId(commandKey, label),
  };
  await handleCommand({
    store: kit.store,
    sealer: kit.sealer,
    now: kit.now,
    decider: complaint,
    streamId: intakeStream(complaintId),
    command: {
      type: 'AddInformation',
      data: { text },
      ...occasion,
      ...kit.reference.rules(kecamatan, at),
    },
    context: { kecamatan, complaintId, actor: by, commandKey, correlationId: commandKey },
  });
};

// Each round has streams of its own, copied in shape, so that both sides read the same number of events.
const pairs = async (bench: Bench, atOnce: number): Promise<CommandRates> => {
  const { client } = bench;
  const round = randomUUID();
  const streamOf = (index: number): string => `bench-${round}-${index % streams}`;
  const append = await rateOf(atOnce, roundMs / 2, (index) =>
    client.appendToStream(`bench-${round}-append-${index}`, rawEvent()),
  );
  const filled = Array.from({ length: streams }, (_, index) =>
    client.appendToStream(streamOf(index), [rawEvent(), rawEvent()]),
  );
  await Promise.all(filled);
  const read = await rateOf(atOnce, roundMs / 2, (index) => readRaw(client, streamOf(index)));
  const fresh = await register(bench.office, streams);
  const command = await rateOf(atOnce, roundMs, (index) =>
    addInformation({ ...bench, complaints: fresh }, index),
  );
  const readAndAppend = await rateOf(atOnce, roundMs, async (index) => {
    const stream = streamOf(index);
    const expectedRevision = await readRaw(client, stream);
    await client.appendToStream(stream, rawEvent(), { expectedRevision });
  });
  return { atOnce, append, read, readAndAppend, command };
};

const register = async ({ kit }: Office, count: number): Promise<string[]> => {
  const ids: string[] = [];
  const work = async (index: number): Promise<void> => {
    const reply = await registerHere(kit, index);
    if (reply.ok && reply.complaintId) ids.push(reply.complaintId);
  };
  for (let from = 0; from < count; from += 50)
    await Promise.all(Array.from({ length: 50 }, (_, index) => work(from + index)));
  return ids;
};

/** Raw client against the command path, in turns, at each concurrency. */
export const commandRates = async (
  office: Office,
  client: EventStoreDBClient,
): Promise<CommandRates[]> => {
  const bench = { office, client, complaints: [] };
  await pairs(bench, 8);
  const rates: CommandRates[] = [];
  for (const atOnce of [1, 8, 32]) rates.push(await pairs(bench, atOnce));
  return rates;
};
