import type { JetStreamManager, StoredMsg } from 'nats';
import { comparePositions, type Position } from '#libs/eventsourcing';
import { header, parsePosition } from './event-message.js';
import { lastMessage, messagesFrom } from './stored-messages.js';
import { eventStream } from './streams.js';
import { serviceFilter } from './subjects.js';

/** What the stream already has of a service, as far as it matters for going on. */
export interface Tail {
  /** Go on after this: everything before is in the stream, one batch back from its end. */
  completeTo: Position | 'start';
  /** Sequence of the stream at or before which all of that lies. */
  completeSeq: number;
  /** Ids of the events behind `completeTo` that are in the stream already. */
  published: Set<string>;
  /** The furthest position in the stream. */
  last?: Position;
  /** Sequence at or before which everything of the service lies that is in the stream. */
  lastSeq: number;
}

/** The stream holds something under a service's subjects that no relay wrote. */
export class ForeignMessage extends Error {
  override readonly name = 'ForeignMessage';
}

/**
 * Reads from the stream itself where a service's relay stands. A batch is published at once, so the
 * last message does not prove that all before it arrived; but it names the position up to which
 * everything had been acknowledged when it was sent, and the few after that are looked up one by one.
 * Holds for ever, not for the duplicate window only. Throws ForeignMessage.
 */
export async function readTail(manager: JetStreamManager, service: string): Promise<Tail> {
  const filter = serviceFilter(service);
  const newest = await lastMessage(manager, eventStream, filter);
  if (!newest) return { completeTo: 'start', completeSeq: 0, published: new Set(), lastSeq: 0 };
  const tail: Tail = { ...completeness(newest), published: new Set(), lastSeq: newest.seq };
  for await (const message of messagesFrom(manager, eventStream, filter, tail.completeSeq + 1)) {
    if (message.seq > newest.seq) break;
    tail.published.add(message.header.get(header.id));
    const position = parsePosition(message.header.get(header.position));
    if (position && (!tail.last || comparePositions(position, tail.last) > 0)) tail.last = position;
  }
  return tail;
}

function completeness(message: StoredMsg): Pick<Tail, 'completeTo' | 'completeSeq'> {
  const completeSeq = Number(message.header.get(header.completeSeq));
  const text = message.header.get(header.completeTo);
  const completeTo = text === 'start' ? text : parsePosition(text);
  if (completeTo && message.header.get(header.completeSeq) && Number.isSafeInteger(completeSeq)) {
    return { completeTo, completeSeq };
  }
  throw new ForeignMessage(
    `message ${message.seq} of ${eventStream} (${message.subject}) was not written by a relay`,
  );
}
