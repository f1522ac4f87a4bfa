import { readFileSync } from 'node:fs';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTracing, type Tracing } from '#libs/telemetry';
import { eventually } from '#libs/testing';
import { complaint } from '../e2e/stage.js';
import { startWholeSystem, type WholeSystem } from '../e2e/system.js';

const exporter = new InMemorySpanExporter();
let tracing: Tracing | undefined;
let whole: WholeSystem;

beforeAll(async () => {
  tracing = await startTracing({}, new SimpleSpanProcessor(exporter));
  whole = await startWholeSystem();
}, 180_000);

afterAll(async () => {
  await whole.close();
  await tracing?.close();
});

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const caller = '00f067aa0ba902b7';
const reporter = { name: 'Nama Rahasia Pelapor', phone: '081299990000' };

/** The spans of the trace so far: service, name, and the name of the span that each one is a part of. */
const spans = () => {
  const all = exporter.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
  const names = new Map(all.map((span) => [span.spanContext().spanId, span.name]));
  return all.map((span) => {
    const parent = span.parentSpanContext?.spanId ?? '';
    const service = String(span.resource.attributes['service.name']);
    const within = parent === caller ? 'caller' : names.get(parent);
    return { name: `${service}: ${span.name}`, within, span };
  });
};

it('follows a registration from HTTP into the views as one trace, each step a part of the one before', async () => {
  const client = await whole.as('petugas.waru');
  const body = { ...complaint(), subject: 'Judul rahasia sekali', reporter };
  const answer = await client.must('POST', '/complaints', {
    body,
    headers: { traceparent: `00-${traceId}-${caller}-01`, 'idempotency-key': 'trace-of-one' },
  });
  expect(answer.status).toBe(201);
  const ends = [
    'aduan-views: view complaints CaseArrived',
    'aduan-portal: POST /api/v1/complaints',
  ];
  await eventually(() => ends.every((end) => spans().some(({ name }) => name === end)));
  // A span ends after those within it: the last ones may still be open.
  await eventually(() => spans().every(({ within }) => within !== undefined));
  const found = spans().map(({ name, within }) => `${name} < ${within}`);
  expect(found).toEqual(
    expect.arrayContaining([
      'aduan-portal: POST /api/v1/complaints < caller',
      'aduan-portal: send aduan-command.intake < POST /api/v1/complaints',
      'aduan-intake: process aduan-command.intake < send aduan-command.intake',
      'aduan-intake: command RegisterComplaint < process aduan-command.intake',
      'aduan-intake: append intake < command RegisterComplaint',
      'aduan-intake: relay ComplaintRegistered < command RegisterComplaint',
      'aduan-intake: relay CaseHandedOver < command RegisterComplaint',
      'aduan-triage: process intake/CaseHandedOver < relay CaseHandedOver',
      'aduan-triage: append triage < process intake/CaseHandedOver',
      'aduan-triage: relay CaseArrived < process intake/CaseHandedOver',
      'aduan-views: view complaints ComplaintRegistered < command RegisterComplaint',
      'aduan-views: view complaints CaseArrived < process intake/CaseHandedOver',
    ]),
  );
});

it('puts nothing personal, no free text and no address into a span', () => {
  const text = JSON.stringify(spans().map(({ name, span }) => [name, span.attributes]));
  expect(text).toContain('aduan.complaint.id');
  for (const word of [reporter.name, reporter.phone, 'rahasia', 'petugas.waru', '?after='])
    expect(text).not.toContain(word);
});

it('begins no trace for probes', async () => {
  const before = exporter.getFinishedSpans().length;
  for (const path of ['health', 'ready', 'metrics'])
    expect((await fetch(`${whole.url}/${path}`)).status).toBe(200);
  expect(
    exporter
      .getFinishedSpans()
      .slice(before)
      .filter(({ name }) => name.includes('status') || name.startsWith('GET')),
  ).toEqual([]);
});

it('tells every metric that the rules and the dashboard ask for', async () => {
  const text = await fetch(`${whole.url}/metrics`).then((response) => response.text());
  const told = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const asked = ['rules/aduan.yml', 'grafana/aduan.json'].flatMap((file) =>
    [
      ...readFileSync(`deploy/observability/${file}`, 'utf8').matchAll(
        /\b(?:aduan|nodejs|process)_[a-z0-9_]+/g,
      ),
    ].map(([name]) => name.replace(/_(bucket|count)$/, '')),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((name) => !told.has(name))).toEqual([]);
});
