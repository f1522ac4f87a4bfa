import { inSpan } from '#libs/telemetry';
import type { StoredEvent } from '#libs/eventsourcing';
import type { EventContext } from './event-handling.js';
import { header } from './event-message.js';
import { messagingAttributes } from './span-attributes.js';
import { eventStream } from './streams.js';

/** Handles an event as a step of the trace that its message tells; without one it is handled and nothing else. */
export const traced = (
  service: string,
  pattern: string,
  { event, context }: { event: StoredEvent; context: EventContext },
  handle: () => Promise<unknown>,
): Promise<unknown> => {
  const parent = context.headers[header.traceparent];
  if (!parent) return handle();
  const attributes = {
    ...messagingAttributes('process', eventStream),
    'messaging.message.id': event.id,
    'aduan.delivery_count': context.deliveryCount,
    'aduan.attempt': context.attempt,
  };
  return inSpan(`process ${pattern}`, { kind: 'consumer', service, parent, attributes }, handle);
};
