import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { ApiClient } from '../../deploy/demo/api-client.js';
import { demoPassword } from '../../deploy/local/accounts.js';
import { aduan, type Said } from '../e2e/operator-run.js';
import { everyEvent, type Raw } from '../e2e/stored.js';
import { startWholeSystem, type WholeSystem } from '../e2e/system.js';
import { Flow, type Officers } from './restart/flow.js';

const parent = mkdtempSync(join(tmpdir(), 'aduan-drill-'));
const [before, after] = [join(parent, 'before'), join(parent, 'after')] as const;
const keyFile = join(parent, 'backup.key');
const journal = join(before, 'erasures.jsonl');

const waru = '64.09.02';
const reporter = { name: 'Pelapor Yang Dilupakan', email: 'dilupakan@example.org' };

let running: WholeSystem | undefined;
let folder: string;
let made: Said;
let original: Raw[];
let lettersBefore: string[];
let erased: string;
let open: string;
let photo: Buffer;
let fileId: string;

const officers = async (url: string): Promise<Officers> => {
  const as = (role: string) => new ApiClient(url).signIn(`${role}.waru`, demoPassword);
  const [petugas, tim, kasi, camat] = [
    await as('petugas'),
    await as('tim'),
    await as('kasi'),
    await as('camat'),
  ];
  return { kecamatan: waru, village: '64.09.02.1003', petugas, tim, kasi, camat };
};

const register = async ({ petugas }: Officers): Promise<string> => {
  const answer = await petugas.register({
    kecamatan: waru,
    caseType: 'complaint',
    channel: 'phone',
    villageCode: '64.09.02.1003',
    subject: 'Jalan berlubang',
    description: 'Jalan di depan pasar berlubang.',
    reporter,
  });
  return String(answer.body['complaintId']);
};

/** Attaches a photo to a case. */
const attach = async (url: string, { petugas }: Officers, bytes: Buffer): Promise<string> => {
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(bytes)]), 'foto.png');
  const response = await fetch(`${url}/api/v1/complaints/${open}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${petugas.token}`, 'idempotency-key': randomUUID() },
    body: form,
  });
  expect(response.status).toBe(201);
  return String(((await response.json()) as Record<string, unknown>)['fileId']);
};

const attached = async (url: string, { petugas }: Officers): Promise<Buffer | false> => {
  const response = await fetch(`${url}/api/v1/complaints/${open}/files/${fileId}`, {
    headers: { authorization: `Bearer ${petugas.token}` },
  });
  return response.status === 200 && Buffer.from(await response.arrayBuffer());
};

const letters = (data: string): string[] => {
  try {
    return readdirSync(join(data, 'mail')).filter((name) => name.endsWith('.eml'));
  } catch {
    return [];
  }
};

const facts = ({ id, type, streamId, revision, data, metadata }: Raw) => ({
  id,
  type,
  streamId,
  revision,
  data,
  metadata,
});

const restoreArgs = (...more: string[]): string[] => {
  const from = ['--from', folder, '--key-file', keyFile, '--data', after];
  return ['restore', ...from, ...more];
};
const restoring = (...more: string[]): Promise<Said> => aduan(restoreArgs(...more));

beforeAll(async () => {
  await aduan(['key', 'make-backup', keyFile]);
  running = await startWholeSystem({ data: before });
  const { url } = running;
  const office = await officers(url);
  erased = await register(office);
  open = await register(office);
  const green = { width: 300, height: 200, channels: 3, background: '#3a7' } as const;
  fileId = await attach(url, office, await sharp({ create: green }).png().toBuffer());
  photo = await eventually(() => attached(url, office));
  lettersBefore = await eventually(() => {
    const found = letters(before);
    return found.length >= 2 && found;
  });
  const flow = new Flow();
  flow.start([office], 2);
  await flow.more(12);
  made = await aduan(['backup', '--to', parent, '--key-file', keyFile, '--data', before, '--json']);
  await flow.finish();
  const admin = await running.as('admin');
  await admin.act(erased, 'EraseIdentity', { ground: 'request' });
  await eventually(() => readFileSync(journal, 'utf8').includes(erased));
  original = await everyEvent(running.system.servers.esdbUrl);
  await running.close();
  running = undefined;
}, 120_000);

afterAll(async () => {
  await running?.close();
  rmSync(parent, { recursive: true, force: true });
}, 60_000);

describe('a backup', () => {
  it('was made while complaints were flowing', () => {
    expect(made.err + made.out).toContain('events');
    expect(made.code).toBe(0);
    const manifest = JSON.parse(made.out) as { folder: string; events: { count: number } };
    ({ folder } = manifest);
    expect(manifest.events.count).toBeGreaterThan(40);
    expect(manifest.events.count).toBeLessThan(original.length);
  });

  it('holds nothing in the clear', () => {
    for (const name of readdirSync(folder)) {
      const text = readFileSync(join(folder, name)).toString('latin1');
      for (const secret of ['Pelapor', 'dilupakan', 'Jalan', 'petugas.waru', demoPassword])
        expect(text).not.toContain(secret);
    }
    expect(readFileSync(journal, 'utf8')).not.toMatch(/Pelapor|dilupakan/);
  });

  it('is not put back without the keys of its vault, nor without a word about erasures', async () => {
    const nobody = await restoring('--erasures', journal);
    expect(nobody.code).toBe(1);
    expect(nobody.err).toContain('secrets.json');
    const silent = await restoring();
    expect(silent.code).toBe(2);
    expect(silent.err).toContain('--erasures');
  });
});

describe('a restore that was killed', () => {
  let cut: Said;

  beforeAll(async () => {
    mkdirSync(after, { recursive: true });
    copyFileSync(join(before, 'secrets.json'), join(after, 'secrets.json'));
    const args = restoreArgs('--erasures', journal);
    cut = await aduan(args, { killAt: /^vault: /m });
  }, 60_000);

  it('was really cut off, with the vault in place and no word of its end', () => {
    expect(cut.code).toBeNull();
    expect(cut.err).toContain('vault: ');
    expect(cut.err).not.toContain('comparing events');
  });

  it('lets no service start, and no other restore', async () => {
    await expect(startWholeSystem({ data: after })).rejects.toThrow('is not finished');
    const anew = await restoring('--erasures', journal);
    expect(anew.code).toBe(1);
    expect(anew.err).toContain('--resume');
  }, 60_000);
});

describe('after it was restored elsewhere', () => {
  let restored: Raw[];
  let count: number;

  beforeAll(async () => {
    const said = await restoring('--erasures', journal, '--resume', '--json');
    if (said.code !== 0) throw new Error(said.err);
    count = (JSON.parse(said.out) as { events: number }).events;
    running = await startWholeSystem({ data: after });
    restored = await everyEvent(running.system.servers.esdbUrl);
  }, 120_000);

  it('the store holds every event of that moment, one by one', () => {
    expect(restored.slice(0, count).map(facts)).toEqual(original.slice(0, count).map(facts));
    const younger = restored.slice(count).find(({ type }) => type === 'IdentityErased');
    const wanted = original.find(({ type }) => type === 'IdentityErased');
    expect(younger).toMatchObject({ id: wanted?.id, streamId: `intake-${erased}` });
  });

  it('who was erased later stays erased', async () => {
    const tim = await running!.as('tim.waru');
    const page = await eventually(async () => {
      const { status, body } = await tim.call('GET', `/complaints/${erased}`);
      return status === 200 && body;
    });
    expect(JSON.stringify(page)).not.toMatch(/Dilupakan|dilupakan/);
    const kept = await eventually(async () => {
      const { status, body } = await tim.call('GET', `/complaints/${open}`);
      return status === 200 && body;
    });
    expect(JSON.stringify(kept)).toContain('Jalan di depan pasar');
  });

  it('what was attached is there, and was in the clear nowhere', async () => {
    const office = await officers(running!.url);
    const again = await eventually(() => attached(running!.url, office));
    expect(again.equals(photo)).toBe(true);
    for (const name of readdirSync(join(after, 'files'), { recursive: true, encoding: 'utf8' }))
      if (name.includes(fileId))
        expect(readFileSync(join(after, 'files', name)).includes('PNG')).toBe(false);
  });

  it('a case goes on where it was, and the flow too', async () => {
    const office = await officers(running!.url);
    await office.tim.act(open, 'TakeStep', { step: 2 });
    const flow = new Flow();
    flow.start([office], 1);
    await flow.more(11);
    await flow.finish();
    const numbers = flow.given
      .filter(({ type }) => type === 'RegisterComplaint')
      .map(({ answer }) => answer?.registerNumber);
    const known = original.filter(({ type }) => type === 'RegisterNumberAssigned').length;
    expect(known).toBeGreaterThan(0);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('nobody is written to a second time', async () => {
    const attempts = (events: Raw[]): number =>
      events.filter(({ streamId }) => streamId.startsWith('notification-')).length;
    const now = await everyEvent(running!.system.servers.esdbUrl);
    expect(attempts(now)).toBeGreaterThanOrEqual(attempts(original.slice(0, count)));
    expect(lettersBefore.length).toBeGreaterThan(0);
    const again = letters(after).filter((name) => lettersBefore.includes(name));
    expect(again).toEqual([]);
  });

  it('store, messages, numbers and views agree', async () => {
    const said = await aduan(['verify', '--data', after]);
    expect(said.out).toMatch(/ papers, .* all agree/);
    expect(said.code).toBe(0);
  }, 60_000);

  it('a second restore is refused', async () => {
    const refused = await restoring('--erasures', journal);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('Aduan runs on');
    await running!.close();
    running = undefined;
    const filled = await restoring('--erasures', journal);
    expect(filled.code).toBe(1);
    expect(filled.err).toContain('empty installation');
  });
});
