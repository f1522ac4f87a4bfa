import { connect } from 'nats';

/** A message of JetStream as far as it tells which event it carries. */
export interface Message {
  subject: string;
  eventId: string;
  streamId: string;
  revision: number;
}

/** Every message of stream ADUAN, in order, and how many dead letters there are. Read with the client alone. */
export const messagesIn = async (url: string): Promise<{ messages: Message[]; dead: number }> => {
  const connection = await connect({ servers: url });
  try {
    const manager = await connection.jetstreamManager();
    const dead = (await manager.streams.info('ADUAN_DEAD')).state.messages;
    const { messages: count } = (await manager.streams.info('ADUAN')).state;
    const messages: Message[] = [];
    if (count === 0) return { messages, dead };
    const consumer = await connection.jetstream().consumers.get('ADUAN');
    for await (const { subject, headers } of await consumer.consume()) {
      messages.push({
        subject,
        eventId: headers?.get('Nats-Msg-Id') ?? '',
        streamId: headers?.get('Aduan-Stream') ?? '',
        revision: Number(headers?.get('Aduan-Revision')),
      });
      if (messages.length === count) break;
    }
    return { messages, dead };
  } finally {
    await connection.close();
  }
};
