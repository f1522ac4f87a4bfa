export type { NatsConnection } from 'nats';
export type { EncodedError, RequestContext } from './src/answering.js';
export { connectNats, type ConnectOptions } from './src/connection.js';
export {
  countDeadLetters,
  dropDeadLetter,
  listDeadLetters,
  replayDeadLetter,
  showDeadLetter,
  type DeadLetter,
  type ReplayOutcome,
} from './src/dead-letters.js';
export {
  BadReply,
  NoResponder,
  PayloadTooLarge,
  RequestTimedOut,
  RetryLater,
} from './src/errors.js';
export type { ConsumerStatus } from './src/event-consumer.js';
export type { EventContext, MessagingObserver } from './src/event-handling.js';
export {
  BadEventMessage,
  decodeEvent,
  encodeEvent,
  traceparentPattern,
} from './src/event-message.js';
export { countMessages, heldLeases } from './src/inspect.js';
export { withLease, type LeaseOptions } from './src/lease.js';
export { readMessages, type RelayedMessage } from './src/read-all.js';
export { Relay, type RelayOptions, type RelayStatus } from './src/relay.js';
export { request, type RequestOptions } from './src/request.js';
export { rethrowErrors } from './src/rethrow-errors.js';
export { safeMessage } from './src/safe-text.js';
export { deadStream, ensureStreams, eventStream, type StreamOptions } from './src/streams.js';
export {
  eventSubject,
  InvalidToken,
  parseEventSubject,
  type EventSubject,
} from './src/subjects.js';
export { AduanTransport, type TransportOptions, type TransportStatus } from './src/transport.js';
