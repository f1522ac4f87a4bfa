import { AckPolicy, DeliverPolicy, type NatsConnection } from 'nats';
import { fromWire, type Position } from '#libs/eventsourcing';
import { header, parsePosition } from './event-message.js';
import { managerOf } from './stored-messages.js';
import { eventStream } from './streams.js';
import { parseEventSubject } from './subjects.js';

/** A message of the stream ADUAN by its headers. */
export interface RelayedMessage {
  seq: number;
  subject: string;
  service: string;
  id: string;
  streamId: string;
  revision: string;
  position: Position;
}

const batch = 500;

/** Every message of the stream ADUAN as it is now, in order, without its payload in memory for longer than it is read. */
export async function* readMessages(connection: NatsConnection): AsyncGenerator<RelayedMessage> {
  const manager = await managerOf(connection);
  const { state } = await manager.streams.info(eventStream);
  if (state.messages === 0) return;
  const made = await manager.consumers.add(eventStream, {
    ack_policy: AckPolicy.None,
    deliver_policy: DeliverPolicy.All,
    headers_only: true,
    mem_storage: true,
    inactive_threshold: 30_000_000_000,
  });
  const consumer = await connection.jetstream().consumers.get(eventStream, made.name);
  try {
    for (let seq = 0; seq < state.last_seq;) {
      const before = seq;
      const messages = await consumer.fetch({ max_messages: batch, expires: 5_000 });
      for await (const message of messages) {
        ({ seq } = message);
        if (seq > state.last_seq) return;
        yield toRelayed(seq, message.subject, (name) => message.headers?.get(name) ?? '');
        if (seq >= state.last_seq) return;
      }
      // The last ones may have been deleted; nothing more comes then.
      if (seq === before) return;
    }
  } finally {
    await manager.consumers.delete(eventStream, made.name).catch(() => undefined);
  }
}

const nowhere = fromWire({ commit: '0', prepare: '0' });

const toRelayed = (
  seq: number,
  subject: string,
  read: (name: string) => string,
): RelayedMessage => ({
  seq,
  subject,
  service: parseEventSubject(subject)?.service ?? '',
  id: read(header.id),
  streamId: read(header.stream),
  revision: read(header.revision),
  position: parsePosition(read(header.position)) ?? nowhere,
});
