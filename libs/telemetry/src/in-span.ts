import { trace, context, type Attributes } from '@opentelemetry/api';
import { beginSpan, failedBy, type SpanOptions } from './open-span.js';
import { contextOf, traceparentOf } from './trace-context.js';
import { isTracing } from './tracing.js';

export type { SpanOptions } from './open-span.js';
export { traceparentOf } from './trace-context.js';

/**
 * Does the work in a span of its own; spans begun inside are its children. Without tracing it is the work and nothing else.
 * What the work throws is thrown; the span then bears the error's class or code, never its text.
 */
export const inSpan = <T>(
  name: string,
  options: SpanOptions,
  work: () => Promise<T>,
): Promise<T> => {
  const begun = isTracing() ? beginSpan(name, options) : undefined;
  if (!begun) return work();
  const { span, within } = begun;
  return context.with(within, async () => {
    try {
      return await work();
    } catch (error) {
      failedBy(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
};

/** Adds to the span that is open here, if there is one. Never personal data, never free text. */
export const note = (attributes: Attributes): void => {
  if (isTracing()) trace.getActiveSpan()?.setAttributes(attributes);
};

/** W3C context of the span that is open here; undefined where there is none. */
export const activeTraceparent = (): string | undefined =>
  isTracing() ? traceparentOf(trace.getSpan(contextOf(undefined))) : undefined;
