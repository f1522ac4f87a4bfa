import { createServer, type AddressInfo } from 'node:net';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterEach, expect, it } from 'vitest';
import { activeTraceparent, inSpan, isTracing, note, startSpan, startTracing } from '../index.js';
import type { Tracing } from '../index.js';

let tracing: Tracing | undefined;
afterEach(() => tracing?.close());

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

it('is off unless an endpoint is set, or where it is turned off', async () => {
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };
  expect(await startTracing({})).toBeUndefined();
  expect(await startTracing({ ...endpoint, OTEL_SDK_DISABLED: 'true' })).toBeUndefined();
  expect(await startTracing({ ...endpoint, OTEL_TRACES_EXPORTER: 'none' })).toBeUndefined();
  expect(isTracing()).toBe(false);
});

it('while it is off does the work and makes nothing', async () => {
  expect(startSpan('x', { service: 'intake', parent: trace })).toBeUndefined();
  const seen = await inSpan('x', { service: 'intake', parent: trace }, async () => {
    note({ a: 1 });
    return activeTraceparent();
  });
  expect(seen).toBeUndefined();
});

it('goes on from a W3C context, across services, and names failures by class or code only', async () => {
  const ended: ReadableSpan[] = [];
  const done = () => Promise.resolve();
  const onEnd = (span: ReadableSpan): void => void ended.push(span);
  tracing = await startTracing(
    {},
    { onStart: () => undefined, onEnd, forceFlush: done, shutdown: done },
  );
  const secret = Object.assign(new Error('about Ibu Sari'), { code: 'wrong-role' });
  const failing = inSpan('outer', { service: 'portal', parent: trace }, () =>
    inSpan('inner', {}, () => Promise.reject(secret)),
  );
  await expect(failing).rejects.toBe(secret);
  expect(ended.map(({ name }) => name)).toEqual(['inner', 'outer']);
  for (const span of ended) {
    expect(span.spanContext().traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(span.resource.attributes['service.name']).toBe('aduan-portal');
    expect(span.attributes['error.type']).toBe('wrong-role');
    expect(span.events).toEqual([]);
    expect(JSON.stringify([span.attributes, span.status])).not.toContain('Sari');
  }
  await inSpan('of nobody', {}, () => Promise.resolve());
  expect(ended).toHaveLength(2);
});

/** A port on which nothing listens. */
const deadPort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

it('with the collector away fails nothing, holds a bounded number of spans, and ends in time', async () => {
  const url = `http://127.0.0.1:${await deadPort()}/v1/traces`;
  const processor = new BatchSpanProcessor(new OTLPTraceExporter({ url }));
  tracing = await startTracing({}, processor);
  const held = (): number => (Reflect.get(processor, '_finishedSpans') as unknown[]).length;
  let most = 0;
  for (let n = 0; n < 20_000; n += 1) {
    await inSpan('x', { service: 'intake' }, () => Promise.resolve());
    most = Math.max(most, held());
  }
  expect(most).toBeGreaterThan(1_000);
  expect(most).toBeLessThanOrEqual(2_048);
  const before = performance.now();
  await tracing?.close();
  expect(performance.now() - before).toBeLessThan(6_000);
  expect(isTracing()).toBe(false);
});

it('takes its settings from the standard variables', async () => {
  const endpoint = `http://127.0.0.1:${await deadPort()}`;
  tracing = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  expect(isTracing()).toBe(true);
  const second = await startTracing({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  await second?.close();
  expect(isTracing(), 'another service of the process still uses it').toBe(true);
});
