import type { JetStreamManager, NatsConnection, SeqMsgRequest, StoredMsg } from 'nats';
import { isNotFound } from './streams.js';

/** Access to messages of a stream, answered by its leader (never a replica that lags). */
export function managerOf(connection: NatsConnection): Promise<JetStreamManager> {
  return connection.jetstreamManager({ checkAPI: false, timeout: 5_000 });
}

/** The newest message under a subject (wildcards allowed); undefined when there is none. */
export function lastMessage(
  manager: JetStreamManager,
  stream: string,
  subject: string,
): Promise<StoredMsg | undefined> {
  return orNone(manager.streams.getMessage(stream, { last_by_subj: subject }));
}

/** The message with this sequence; undefined when it is not there. */
export function messageAt(
  manager: JetStreamManager,
  stream: string,
  seq: number,
): Promise<StoredMsg | undefined> {
  return orNone(manager.streams.getMessage(stream, { seq }));
}

/** Messages under a subject in order, from a sequence on. */
export async function* messagesFrom(
  manager: JetStreamManager,
  stream: string,
  subject: string,
  from: number,
): AsyncGenerator<StoredMsg> {
  for (let seq = Math.max(1, from); ;) {
    // The server (2.9 on) knows next_by_subj here; the client's type does not name it.
    const query: SeqMsgRequest & { next_by_subj: string } = { seq, next_by_subj: subject };
    const message = await orNone(manager.streams.getMessage(stream, query));
    if (!message) return;
    yield message;
    seq = message.seq + 1;
  }
}

async function orNone(answer: Promise<StoredMsg>): Promise<StoredMsg | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
