import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { startEmbeddedEventStore } from '#libs/embedded/eventstore';
import { derivedId, EventStore, type NewEvent } from '../index.js';

const event = (label: string): NewEvent => ({
  id: derivedId('append-client', label),
  type: 'SpecHappened',
  data: {},
  metadata: {} as NewEvent['metadata'],
});

it('ends one store of the process while another one appends, and nothing is lost or unexpected', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-appenders-'));
  const server = await startEmbeddedEventStore({
    port: 0,
    data: folder,
    logger: pino({ level: 'silent' }),
  });
  const lasting = new EventStore(server.url);
  await lasting.ready(10_000);
  for (let round = 0; round < 10; round += 1) {
    const passing = new EventStore(server.url);
    await passing.append(`passing-${round}`, [event(`p${round}`)], 'no_stream');
    const under = Array.from({ length: 30 }, (_, n) =>
      lasting.append(`lasting-${round}-${n}`, [event(`l${round}-${n}`)], 'no_stream'),
    );
    await passing.close();
    await passing.close();
    const answers = await Promise.all(under);
    expect(answers.map(({ revision }) => revision)).toEqual(Array.from({ length: 30 }, () => 0n));
  }
  await lasting.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);
