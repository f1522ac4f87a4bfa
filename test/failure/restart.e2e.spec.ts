import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandKeyOf } from '#libs/eventsourcing';
import { eventually } from '#libs/testing';
import { ApiClient } from '../../deploy/demo/api-client.js';
import { demoPassword } from '../../deploy/local/accounts.js';
import { everyEvent, type Raw } from '../e2e/stored.js';
import { ViewReader, viewNames, type ViewDocuments } from '../e2e/views.js';
import { Flow, type Given } from './restart/flow.js';
import { messagesIn } from './restart/messages.js';
import { addressesIn, RunningSystem } from './restart/running.js';
import { freePort } from './system/family.js';
import { officesOf } from './system/offices.js';

const data = mkdtempSync(join(tmpdir(), 'aduan-restart-'));
const log = join(data, 'output.log');
const flow = new Flow();
let port: number;
let system: RunningSystem | undefined;
let admin: ApiClient;
let events: Raw[];

const start = async (): Promise<void> => {
  system = await RunningSystem.start({ port, data, log });
};

/** What still moves: events that are not relayed, and those that somebody has in hand. */
const unrest = async (): Promise<string[]> => {
  const text = await fetch(`http://localhost:${port}/metrics`).then((answer) => answer.text());
  const lines = text.match(/^aduan_(?:relay_lagging|events_held)\{.*$/gm) ?? [];
  expect(lines.length).toBeGreaterThan(10);
  return lines.filter((line) => !line.endsWith(' 0'));
};

/** Waits until the store, the relays and the handlers have come to rest. */
const rest = async (): Promise<Raw[]> => {
  const { esdb } = addressesIn(data);
  const complaints = flow.given.filter(({ type }) => type === 'RegisterComplaint').length;
  let before = -1;
  let why: unknown;
  return eventually(async () => {
    const found = await everyEvent(esdb);
    const ended = found.filter(
      ({ type, streamId }) => type === 'CaseEnded' && streamId.startsWith('intake-'),
    ).length;
    const moves = await unrest();
    why = { complaints, ended, moves, grew: found.length - before };
    const quiet = ended === complaints && moves.length === 0 && found.length === before;
    before = found.length;
    return quiet && found;
  }, 60_000).catch((error: unknown) => {
    throw new Error(`no rest: ${JSON.stringify(why)}`, { cause: error });
  });
};

beforeAll(async () => {
  port = await freePort();
  await start();
  admin = await new ApiClient(`http://localhost:${port}`).signIn('admin', demoPassword);
  const url = `http://localhost:${port}`;
  const as = (login: string) => new ApiClient(url).signIn(login, demoPassword);
  flow.start(await officesOf(as), 6);
  // In the middle of everything: first the main process alone, then all of it at the same moment.
  for (const what of ['main process', 'everything'] as const) {
    await flow.more(40);
    await system?.kill(what);
    await start();
  }
  await flow.more(40);
  await flow.finish();
  events = await rest();
}, 180_000);

afterAll(async () => {
  await system?.kill('everything');
  rmSync(data, { recursive: true, force: true });
}, 30_000);

const keyOf = ({ by, kecamatan, type, key }: Given): string =>
  commandKeyOf(by, kecamatan, type, key);

describe('killed twice while complaints flow, the system', () => {
  it('was really in the middle of something', () => {
    expect(flow.acknowledged).toBeGreaterThanOrEqual(120);
    expect(flow.given.every(({ answer }) => answer !== undefined)).toBe(true);
    expect(flow.given.some(({ sent }) => sent > 1)).toBe(true);
  });

  it('has every acknowledged command exactly once', () => {
    const byKey = new Map<string, Raw[]>();
    for (const event of events) {
      const { commandKey = '' } = event.metadata;
      byKey.set(commandKey, [...(byKey.get(commandKey) ?? []), event]);
    }
    for (const given of flow.given) {
      const stored = byKey.get(keyOf(given)) ?? [];
      const [first, ...others] = stored;
      expect(first, `${given.type} of ${given.complaintId}`).toBeDefined();
      expect(first?.metadata.complaintId).toBe(given.complaintId);
      // What a command stored lies in one piece: no type twice, one revision after the other.
      expect(new Set(stored.map(({ type }) => type)).size).toBe(stored.length);
      expect(others.map(({ revision }) => revision)).toEqual(
        others.map((_, index) => (first?.revision ?? 0) + index + 1),
      );
    }
    const known = new Set(flow.given.map(keyOf));
    const byOfficers = events.filter(
      ({ metadata: { actor, complaintId } }) => complaintId && actor.role !== 'system',
    );
    expect(byOfficers.filter(({ metadata }) => !known.has(metadata.commandKey ?? ''))).toEqual([]);
  });

  it('told every client what is stored', () => {
    const assigned = new Map<unknown, unknown>();
    for (const { type, metadata, data: told } of events) {
      if (type === 'RegisterNumberAssigned')
        assigned.set(metadata.complaintId, told['registerNumber']);
      if (type === 'BeritaAcaraNumbered')
        assigned.set(`ba-${metadata.complaintId}`, told['number']);
    }
    for (const { type, complaintId, answer } of flow.given) {
      if (type === 'RegisterComplaint')
        expect(answer?.registerNumber).toBe(assigned.get(complaintId));
      if (type === 'ApproveAnswer') expect(answer?.number).toBe(assigned.get(`ba-${complaintId}`));
    }
  });

  it.each([
    ['register', 'RegisterNumberAssigned', 'intake-register-'],
    ['Berita Acara', 'BeritaAcaraNumbered', 'resolution-ba-'],
  ])('has numbers of the %s without gap and without double', (_, type, series) => {
    for (const kecamatan of ['64.09.02', '64.09.01']) {
      const given = events.filter((event) => event.streamId.startsWith(`${series}${kecamatan}-`));
      const numbers = events
        .filter((event) => event.type === type && event.metadata.kecamatan === kecamatan)
        .map((event) => Number(event.data['n']))
        .sort((a, b) => a - b);
      expect(numbers.length).toBeGreaterThan(3);
      expect(numbers).toEqual(numbers.map((__, index) => index + 1));
      expect(given.map(({ revision }) => revision)).toEqual(numbers.map((n) => n - 1));
      const holders = given.map((event) => event.data['holderId']);
      expect(new Set(holders).size).toBe(numbers.length);
    }
  });

  it('has every event in JetStream, once, each stream in order, and no dead letter', async () => {
    const { messages, dead } = await messagesIn(addressesIn(data).nats);
    expect(dead).toBe(0);
    const ids = messages.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ids)).toEqual(new Set(events.map(({ id }) => id)));
    const last = new Map<string, number>();
    for (const { streamId, revision } of messages) {
      expect(revision, streamId).toBe((last.get(streamId) ?? -1) + 1);
      last.set(streamId, revision);
    }
  });

  it('shows in every view what a rebuild shows', async () => {
    const reader = await ViewReader.open(addressesIn(data).mongo);
    try {
      const complaints = flow.given.filter(({ type }) => type === 'RegisterComplaint').length;
      const sizes = new Map<string, number>();
      for (const view of await viewNames(admin)) {
        const before: ViewDocuments = await reader.documents(view);
        await reader.rebuild(view, admin);
        expect(await reader.documents(view), view).toEqual(before);
        sizes.set(view, before.size);
      }
      for (const view of ['complaints', 'register', 'search', 'documents'])
        expect(sizes.get(view), view).toBe(complaints);
    } finally {
      await reader.close();
    }
  }, 90_000);
});
