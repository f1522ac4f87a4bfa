import { context, type Tracer } from '@opentelemetry/api';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Tracing of a process while it is on. */
export interface Tracing {
  /** Sends what waits, within 5 s, and turns tracing off. Never throws: traces are worth no failure. */
  close(): Promise<void>;
}

interface Providers {
  tracerOf(service: string): Tracer;
}

const patienceMs = 5_000;
let providers: Providers | undefined;
let users = 0;
let ending: (() => Promise<void>) | undefined;

/** Whether spans are made at all. */
export const isTracing = (): boolean => providers !== undefined;

/** The tracer of a service of this process; undefined while tracing is off. */
export const tracerOf = (service: string): Tracer | undefined => providers?.tracerOf(service);

const wanted = (environment: NodeJS.ProcessEnv): boolean =>
  environment['OTEL_SDK_DISABLED'] !== 'true' &&
  environment['OTEL_TRACES_EXPORTER'] !== 'none' &&
  Boolean(
    environment['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'],
  );

/** Sends spans in batches; what does not fit the queue (2,048 spans unless OTEL_BSP_MAX_QUEUE_SIZE says so) is dropped. */
const collector = async (): Promise<SpanProcessor> => {
  const { BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  return new BatchSpanProcessor(new OTLPTraceExporter());
};

const begin = async (processor: SpanProcessor): Promise<void> => {
  const { BasicTracerProvider } = await import('@opentelemetry/sdk-trace-base');
  const { defaultResource, resourceFromAttributes } = await import('@opentelemetry/resources');
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracers = new Map<string, Tracer>();
  // A provider for each service, for its name belongs to the provider; one queue for the process.
  const made = (service: string): Tracer => {
    const names = { 'service.name': `aduan-${service}`, 'service.namespace': 'aduan' };
    const resource = defaultResource().merge(resourceFromAttributes(names));
    const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
    const tracer = provider.getTracer('aduan');
    tracers.set(service, tracer);
    return tracer;
  };
  providers = { tracerOf: (service) => tracers.get(service) ?? made(service) };
  ending = async () => {
    providers = undefined;
    context.disable();
    await processor.shutdown();
  };
};

const end = async (): Promise<void> => {
  users -= 1;
  if (users > 0 || !ending) return;
  const last = ending;
  ending = undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([last().catch(() => undefined), late]);
  clearTimeout(timer);
};

/**
 * Turns tracing on for the process when OTEL_EXPORTER_OTLP_ENDPOINT (or …_TRACES_ENDPOINT) is set, by the standard OTEL_*
 * variables; otherwise nothing is loaded and no span is ever made. Services of one process share it: the last to close ends
 * it. A collector that is away costs a bounded queue and nothing else. `processor` is for tests.
 */
export const startTracing = async (
  environment: NodeJS.ProcessEnv = process.env,
  processor?: SpanProcessor,
): Promise<Tracing | undefined> => {
  if (!processor && !wanted(environment)) return undefined;
  users += 1;
  if (!ending) {
    const starting = (processor ? Promise.resolve(processor) : collector()).then(begin);
    ending = () => starting;
    await starting;
  }
  let isOpen = true;
  return {
    close: async () => {
      if (isOpen) await end();
      isOpen = false;
    },
  };
};
