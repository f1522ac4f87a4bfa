import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';
import { contextOf, ofService, serviceIn, traceparentOf } from './trace-context.js';
import { tracerOf } from './tracing.js';

export interface SpanOptions {
  kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** Whose work it is; by default that of the span around it. Without either there is no span. */
  service?: string | undefined;
  /** W3C context that it goes on from; by default the span around it. */
  parent?: string | undefined;
  /** By OpenTelemetry's semantic conventions; never personal data, free text or addresses. */
  attributes?: Attributes;
  /** When it began, in ms since 1970; now by default. */
  startTime?: number;
}

/** A span whose end lies elsewhere than its beginning. */
export interface OpenSpan {
  /** For messages and events that go on from here. */
  traceparent: string | undefined;
  name(name: string): void;
  note(attributes: Attributes): void;
  /** Does something within the span. */
  run<T>(work: () => T): T;
  /** Ends it; as failed where an error is given, by its class or code. */
  end(error?: unknown): void;
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Class of an error, or the code of a refusal. */
const kindOf = (error: unknown): string => {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const known = [code, name].find((each): each is string => typeof each === 'string');
  return (known ?? typeof error).slice(0, 60);
};

export const failedBy = (span: Span, error: unknown): void => {
  span.setAttribute('error.type', kindOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
};

/** Undefined while tracing is off, and where nobody's work is done. */
export const beginSpan = (
  name: string,
  { kind = 'internal', service, parent, attributes = {}, startTime }: SpanOptions,
): { span: Span; within: Context } | undefined => {
  const around = contextOf(parent);
  const owner = service ?? serviceIn(around);
  const tracer = owner === undefined ? undefined : tracerOf(owner);
  if (owner === undefined || !tracer) return undefined;
  const given = {
    kind: kinds[kind],
    attributes,
    ...(startTime === undefined ? {} : { startTime }),
  };
  const span = tracer.startSpan(name, given, around);
  return { span, within: ofService(trace.setSpan(around, span), owner) };
};

/** Begins a span that somebody else ends; undefined while tracing is off. */
export const startSpan = (name: string, options: SpanOptions): OpenSpan | undefined => {
  const begun = beginSpan(name, options);
  if (!begun) return undefined;
  const { span, within } = begun;
  return {
    traceparent: traceparentOf(span),
    name: (better) => void span.updateName(better),
    note: (attributes) => void span.setAttributes(attributes),
    run: (work) => context.with(within, work),
    end: (error) => {
      if (error !== undefined) failedBy(span, error);
      span.end();
    },
  };
};

/** Notes work that is done already. */
export const markSpan = (name: string, options: SpanOptions & { startTime: number }): void => {
  beginSpan(name, options)?.span.end();
};
