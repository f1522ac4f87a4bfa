/** Traces that follow one complaint through every part: W3C context, OpenTelemetry, off unless it is asked for. */
export { activeTraceparent, inSpan, note, traceparentOf, type SpanOptions } from './src/in-span.js';
export { markSpan, startSpan, type OpenSpan } from './src/open-span.js';
export { isTracing, startTracing, type Tracing } from './src/tracing.js';
