import { EventStoreDBClient, START } from '@eventstore/db-client';

/** An event as EventStoreDB has it, read by its own client: nothing of ours stands in between. */
export interface Raw {
  id: string;
  type: string;
  streamId: string;
  revision: number;
  data: Record<string, unknown>;
  metadata: {
    complaintId?: string;
    kecamatan: string;
    commandKey?: string;
    correlationId: string;
    round: number;
    step: number;
    occurredAt: string;
    recordedAt: string;
    actor: { id: string; role: string };
  };
}

/** Every event of Aduan in the store, in the order of `$all`. */
export const everyEvent = async (esdbUrl: string): Promise<Raw[]> => {
  const client = EventStoreDBClient.connectionString(esdbUrl);
  try {
    const events: Raw[] = [];
    for await (const { event } of client.readAll({ fromPosition: START })) {
      if (!event || event.type.startsWith('$') || event.streamId.startsWith('$')) continue;
      const { id, type, streamId, data, metadata } = event;
      events.push({ id, type, streamId, revision: Number(event.revision), data, metadata } as Raw);
    }
    return events;
  } finally {
    await client.dispose();
  }
};
