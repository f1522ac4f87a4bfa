import type { OpenedEvent } from '#libs/projections';
import { isTracing, markSpan } from '#libs/telemetry';

/** Older events belong to traces that are over: a rebuild must not send all of history to the collector. */
const tracedForMs = 10 * 60_000;

/** Ends the trace of each event where it becomes visible: in a view. */
export const viewSpans =
  (view: string) =>
  (events: readonly OpenedEvent[], since: number): void => {
    if (!isTracing()) return;
    for (const { id, type, created, metadata } of events) {
      const { traceparent: parent } = metadata;
      if (parent === undefined || since - created.getTime() > tracedForMs) continue;
      const attributes = {
        'db.system.name': 'mongodb',
        'db.collection.name': view,
        'db.operation.name': 'apply',
        'aduan.event.id': id,
      };
      markSpan(`view ${view} ${type}`, { service: 'views', parent, attributes, startTime: since });
    }
  };
