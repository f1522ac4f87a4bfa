import type { Msg, NatsConnection } from 'nats';
import type { Logger } from 'pino';
import { dropDeadLetter, toDeadLetter, type ReplayOutcome } from './dead-letters.js';
import { describeError, toError } from './errors.js';
import { decodeEvent, plainHeaders } from './event-message.js';
import type { FlowOptions } from './event-handling.js';
import { laneOf, type EventFlow } from './event-flow.js';
import { managerOf, messageAt } from './stored-messages.js';
import { deadStream } from './streams.js';
import { replaySubject } from './subjects.js';

/**
 * Answers requests to take a dead letter again, through the same lanes as delivered events and ahead
 * of the later ones of its stream, until the signal aborts. One attempt per request.
 */
export function answerReplays(
  connection: NatsConnection,
  flow: EventFlow,
  options: Pick<FlowOptions, 'consumer' | 'handlerOf'>,
  logger: Logger,
  signal: AbortSignal,
): void {
  const { consumer } = options;
  const requests = connection.subscribe(replaySubject(consumer), { queue: consumer });
  const answer = async (message: Msg): Promise<void> => {
    const outcome = await replay(connection, flow, options, message);
    logger.info({ consumer, outcome }, 'dead letter replayed');
    if (!connection.isClosed()) message.respond(JSON.stringify(outcome));
  };
  void (async () => {
    for await (const message of requests) void answer(message);
  })().catch((error: unknown) => logger.warn({ err: error, consumer }, 'replays end'));
  signal.addEventListener('abort', () => requests.unsubscribe(), { once: true });
}

async function replay(
  connection: NatsConnection,
  flow: EventFlow,
  options: Pick<FlowOptions, 'consumer' | 'handlerOf'>,
  request: Msg,
): Promise<ReplayOutcome> {
  try {
    const seq = Number(request.json<{ seq?: unknown }>().seq);
    const message = await messageAt(await managerOf(connection), deadStream, seq);
    if (!message) throw new Error('there is no such dead letter');
    const letter = toDeadLetter(message);
    if (letter.consumer !== options.consumer) throw new Error('it belongs to another consumer');
    const event = decodeEvent(message.data);
    const { lane, pattern } = laneOf(letter.subject, letter.streamId);
    const handler = options.handlerOf(pattern);
    if (!handler) throw new Error(`there is no handler for ${pattern} any more`);
    const headers = plainHeaders(message.header);
    const context = { event, subject: letter.subject, headers, deliveryCount: 1, attempt: 1 };
    await inLane(flow, lane, letter.streamId, letter.streamSeq, () =>
      handler(event, { ...context, isReplay: true }),
    );
    await dropDeadLetter(connection, seq);
    return { ok: true };
  } catch (error) {
    return { ok: false, error: describeError(toError(error)) };
  }
}

/** Runs once in the order of the lane; passes on what it throws. */
function inLane(
  flow: EventFlow,
  lane: string,
  stream: string,
  seq: number,
  run: () => Promise<void>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    flow.lanes.add({
      lane,
      stream,
      seq,
      run: async () => {
        await run().then(resolve, reject);
        return undefined;
      },
    });
  });
}
