import {
  context,
  createContextKey,
  isSpanContextValid,
  trace,
  type Context,
  type Span,
} from '@opentelemetry/api';

const serviceKey = createContextKey('aduan.service');
const shape = /^[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The context that a W3C traceparent tells; the one that is active here where it tells none. */
export const contextOf = (traceparent: string | undefined): Context => {
  const [, traceId = '', spanId = '', flags = '0'] = shape.exec(traceparent ?? '') ?? [];
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return isSpanContextValid(remote)
    ? trace.setSpanContext(context.active(), remote)
    : context.active();
};

/** W3C traceparent of a span; undefined for none. */
export const traceparentOf = (span: Span | undefined): string | undefined => {
  const own = span?.spanContext();
  if (!own || !isSpanContextValid(own)) return undefined;
  return `00-${own.traceId}-${own.spanId}-${(own.traceFlags & 1).toString().padStart(2, '0')}`;
};

/** The service whose work is done in a context. */
export const serviceIn = (within: Context): string | undefined =>
  within.getValue(serviceKey) as string | undefined;

export const ofService = (within: Context, service: string): Context =>
  within.setValue(serviceKey, service);
