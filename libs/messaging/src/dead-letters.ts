import { headers as newHeaders, type MsgHdrs, type NatsConnection, type StoredMsg } from 'nats';
import { describeError } from './errors.js';
import { header } from './event-message.js';
import { request } from './request.js';
import { lastMessage, managerOf, messageAt, messagesFrom } from './stored-messages.js';
import { deadStream } from './streams.js';
import { deadSubject, none, parseEventSubject, replaySubject, token } from './subjects.js';

const dead = {
  consumer: 'Aduan-Dead-Consumer',
  subject: 'Aduan-Dead-Subject',
  seq: 'Aduan-Dead-Seq',
  error: 'Aduan-Dead-Error',
  failures: 'Aduan-Dead-Failures',
  first: 'Aduan-Dead-First-Failure',
  last: 'Aduan-Dead-Last-Failure',
} as const;

/** An event that a consumer could not handle, as it is kept; without its payload. */
export interface DeadLetter {
  /** Its number among the dead letters: what show, replay and drop take. */
  seq: number;
  consumer: string;
  eventId: string;
  complaintId: string;
  eventType: string;
  /** Stream of the event store and revision in it. */
  streamId: string;
  revision: string;
  /** Subject and sequence in the stream ADUAN. */
  subject: string;
  streamSeq: number;
  /** Class and message of the last error. */
  error: string;
  failures: number;
  firstFailure: string;
  lastFailure: string;
}

export interface Burial {
  consumer: string;
  subject: string;
  streamSeq: number;
  headers: MsgHdrs | undefined;
  data: Uint8Array;
  error: Error;
  failures: number;
  firstFailure: Date;
}

/** Stores an event as a dead letter; once per consumer and event, however often it is called. Throws while JetStream is away. */
export async function bury(connection: NatsConnection, burial: Burial): Promise<void> {
  const { consumer, subject } = burial;
  const eventId = burial.headers?.get(header.id) || `seq-${burial.streamSeq}`;
  const complaintId = parseEventSubject(subject)?.complaintId ?? none;
  const target = deadSubject(consumer, complaintId, eventId);
  const manager = await managerOf(connection);
  const isThere = async (): Promise<boolean> =>
    (await lastMessage(manager, deadStream, target)) !== undefined;
  if (await isThere()) return;
  const js = connection.jetstream({ timeout: 5_000 });
  const headers = deadHeaders(burial);
  headers.set(header.id, `${consumer}:${eventId}`);
  const ack = await js.publish(target, burial.data, { headers });
  if (!ack.duplicate || (await isThere())) return;
  // Dropped or replayed a moment ago and dead again: the server still remembers the id.
  headers.set(header.id, `${consumer}:${eventId}:${Date.now()}`);
  await js.publish(target, burial.data, { headers });
}

function deadHeaders(burial: Burial): MsgHdrs {
  const headers = newHeaders();
  for (const [name, values] of burial.headers ?? []) {
    if (!name.startsWith('Nats-') && values[0] !== undefined) headers.set(name, values[0]);
  }
  const eventId = burial.headers?.get(header.id);
  if (eventId) headers.set('Aduan-Event-Id', eventId);
  headers.set(dead.consumer, burial.consumer);
  headers.set(dead.subject, burial.subject);
  headers.set(dead.seq, String(burial.streamSeq));
  headers.set(dead.error, describeError(burial.error));
  headers.set(dead.failures, String(burial.failures));
  headers.set(dead.first, burial.firstFailure.toISOString());
  headers.set(dead.last, new Date().toISOString());
  return headers;
}

/** Reads a stored message of ADUAN_DEAD. */
export function toDeadLetter(message: StoredMsg): DeadLetter {
  const read = (name: string): string => message.header.get(name);
  const subject = read(dead.subject);
  const parts = parseEventSubject(subject);
  return {
    seq: message.seq,
    consumer: read(dead.consumer),
    eventId: read('Aduan-Event-Id'),
    complaintId: parts?.complaintId ?? none,
    eventType: parts?.type ?? '',
    streamId: read(header.stream),
    revision: read(header.revision),
    subject,
    streamSeq: Number(read(dead.seq)),
    error: read(dead.error),
    failures: Number(read(dead.failures)),
    firstFailure: read(dead.first),
    lastFailure: read(dead.last),
  };
}

/** Dead letters in the order of their numbers: of one consumer or of all, after a number, 100 at most by default. */
export async function listDeadLetters(
  connection: NatsConnection,
  options: { consumer?: string; after?: number; limit?: number } = {},
): Promise<DeadLetter[]> {
  const filter = options.consumer
    ? `aduan-dead.${token(options.consumer, 'consumer')}.>`
    : 'aduan-dead.>';
  const found: DeadLetter[] = [];
  const manager = await managerOf(connection);
  const from = (options.after ?? 0) + 1;
  for await (const message of messagesFrom(manager, deadStream, filter, from)) {
    found.push(toDeadLetter(message));
    if (found.length >= (options.limit ?? 100)) break;
  }
  return found;
}

/** One dead letter with its payload as text (personal data in it is sealed as in the event store); undefined when it is gone. */
export async function showDeadLetter(
  connection: NatsConnection,
  seq: number,
): Promise<(DeadLetter & { payload: string }) | undefined> {
  const message = await messageAt(await managerOf(connection), deadStream, seq);
  return message && { ...toDeadLetter(message), payload: new TextDecoder().decode(message.data) };
}

/** Removes a dead letter for good; false when it was gone already. */
export async function dropDeadLetter(connection: NatsConnection, seq: number): Promise<boolean> {
  const manager = await managerOf(connection);
  if (!(await messageAt(manager, deadStream, seq))) return false;
  return manager.streams.deleteMessage(deadStream, seq);
}

/** How many dead letters each consumer has. */
export async function countDeadLetters(
  connection: NatsConnection,
): Promise<Record<string, number>> {
  const manager = await managerOf(connection);
  const info = await manager.streams.info(deadStream, {
    subjects_filter: '>',
    deleted_details: false,
    offset: 0,
  });
  const counts: Record<string, number> = {};
  for (const [subject, count] of Object.entries(info.state.subjects ?? {})) {
    const consumer = subject.split('.')[1] ?? none;
    counts[consumer] = (counts[consumer] ?? 0) + count;
  }
  return counts;
}

export type ReplayOutcome = { ok: true } | { ok: false; error: string };

/**
 * Gives a dead letter to its consumer's handler once more, and to no other consumer; removed when it
 * was handled, kept otherwise. Throws NoResponder when that service does not run, RequestTimedOut when
 * the outcome is unknown (it may be replayed again: handlers are idempotent).
 */
export async function replayDeadLetter(
  connection: NatsConnection,
  seq: number,
  options: { timeoutMs?: number } = {},
): Promise<ReplayOutcome> {
  const letter = await messageAt(await managerOf(connection), deadStream, seq);
  if (!letter) return { ok: false, error: 'there is no such dead letter' };
  const { consumer } = toDeadLetter(letter);
  const timeoutMs = options.timeoutMs ?? 30_000;
  return request<ReplayOutcome>(connection, replaySubject(consumer), { seq }, { timeoutMs });
}
