import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { CommandInput } from '#libs/contracts';
import { ApiClient } from '../../../deploy/demo/api-client.js';
import { stages, walk, type Officers, type Script, type Stage } from '../../../deploy/demo/walk.js';
import { demoAccounts, demoPassword, makeDemoAccounts } from '../../../deploy/local/accounts.js';
import { startLocal, type LocalSystem } from '../../../deploy/local/host.js';
import { kinds, places, type Kind, type Place } from './kinds.js';
import { markers, recordedOf, type Recorded, type RecordedEvent } from './recorded.js';

/** The clock of the recording: an ordinary morning, 600 times as fast as ours, so that a lifecycle takes hours. */
const recordedOn = Date.parse('2026-03-03T00:30:00.000Z');
const haste = 600;

const services = ['intake', 'triage', 'coordination', 'resolution', 'notification', 'sla'];

interface Scene {
  system: LocalSystem;
  url: string;
  as: (login: string) => ApiClient;
  now: () => Date;
}

/** What the officers write, with the markers of the recording in it. */
export const scriptAt = (now: () => Date): Script => ({
  categoryId: 'infrastruktur.jalan-rusak',
  unitId: 'pupr',
  question: 'Mohon penjelasan rencana penanganan beserta perkiraan waktunya.',
  unitAnswer: 'Sudah diperiksa di lapangan; pekerjaan dijadwalkan dalam dua minggu.',
  summary: 'Unit terkait sudah memberi tanggapan dan bersedia menindaklanjuti sesuai jadwal.',
  place: 'Ruang rapat kantor kecamatan',
  discussion: 'Tim membahas laporan, tanggapan unit terkait, dan waktu pelaksanaan di lapangan.',
  decision: 'Unit terkait menindaklanjuti paling lambat empat belas hari kerja.',
  settlement: 'Surat tindak lanjut sudah disampaikan kepada unit terkait.',
  answer: `Terima kasih atas laporan Anda mengenai ${markers.subject}. Unit terkait menindaklanjuti paling lambat empat belas hari kerja.`,
  now,
});

const officersOf = ({ as }: Scene, place: Place): Officers => {
  const of = (role: string): ApiClient => as(`${role}.${place.name}`);
  const [petugas, tim, kasi, camat] = [of('petugas'), of('tim'), of('kasi'), of('camat')];
  const [step1, step2, step3, step4] = [petugas, tim, kasi, tim];
  return { step1, step2, step3, step4, step5: kasi, step6: camat, step7: petugas };
};

/** How long one act of a recording may wait for what other services have to hear first, in ms. */
const patienceMs = 60_000;

const retried = async <T>(attempt: () => Promise<T>): Promise<T> => {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(50);
    }
  }
};

const endings: Partial<
  Record<Kind, (id: string, officers: Officers, scene: Scene) => Promise<unknown>>
> = {
  referred: (id, { step2 }) =>
    step2.act(id, 'ReferComplaint', {
      destination: 'Kepolisian Sektor',
      reason: 'Laporan ini merupakan kewenangan instansi lain.',
    }),
  withdrawn: async (id, { step1, step2 }) => {
    const asked = await step1.act(id, 'RequestWithdrawal', { reason: 'Sudah diperbaiki warga.' });
    const requestId = String(asked.body['requestId']);
    await retried(() => step2.act(id, 'DecideWithdrawal', { step: 2, requestId, accept: true }));
  },
  reopened: async (id, officers, { now }) => {
    const { step3: kasi, step6: camat, step7: petugas } = officers;
    await petugas.act(id, 'ClarifySatisfaction', {
      satisfied: false,
      reopenReason: 'answer-unclear',
    });
    await retried(() =>
      kasi.act(id, 'DraftAnswer', { answer: `${scriptAt(now).answer} Jadwal terlampir.` }),
    );
    await kasi.act(id, 'ProcessSettlement', { settlement: 'Jadwal pekerjaan dilampirkan.' });
    await retried(() => camat.act(id, 'ApproveAnswer', {}));
    await retried(() =>
      camat.act(id, 'SignAnswer', { method: 'paper', signedSha256: 'd'.repeat(64) }),
    );
    await camat.act(id, 'StampAnswer', {});
    await petugas.act(id, 'DeliverResult', { method: 'counter' });
    await petugas.act(id, 'ClarifySatisfaction', { satisfied: true });
  },
};

const stageFor = (kind: Kind): Stage => {
  if (kind === 'reopened') return 'delivered';
  return (stages as readonly string[]).includes(kind) ? (kind as Stage) : 'registered';
};

const play = async (scene: Scene, kind: Kind, place: Place): Promise<string> => {
  const officers = officersOf(scene, place);
  const key = randomUUID();
  const body: CommandInput<'RegisterComplaint'> = {
    kecamatan: place.kecamatan,
    caseType: 'complaint',
    channel: place.name === 'waru' ? 'phone' : 'email',
    villageCode: place.village,
    subject: markers.subject,
    description: `${markers.description} Mohon segera ditindaklanjuti karena membahayakan warga yang lewat.`,
    reporter: {
      name: markers.name,
      phone: '081234567890',
      ...(place.name === 'waru' ? {} : { email: 'pelapor@example.org' }),
    },
  };
  // A machine that has other work may be told to come again; the same keys change nothing.
  const registered = await retried(() => officers.step1.register(body, key));
  const id = String(registered.body['complaintId']);
  await retried(() => walk(id, officers, scriptAt(scene.now), stageFor(kind), registered));
  await endings[kind]?.(id, officers, scene);
  return id;
};

const eventsOf = async (
  { system }: Scene,
  service: string,
  id: string,
): Promise<RecordedEvent[]> => {
  const { store, sealer } = system.portal.kit;
  const events: RecordedEvent[] = [];
  for await (const stored of store.readStream(`${service}-${id}`)) {
    const { fingerprint, ...metadata } = stored.metadata;
    const text = fingerprint && (await sealer.openText(id, 'fingerprint', fingerprint));
    const key = fingerprint?.$sealed.endsWith('.identity') ? 'identity' : 'content';
    events.push({
      id: stored.id,
      type: stored.type,
      data: await sealer.open(stored.type, id, stored.data),
      metadata,
      ...(text === undefined ? {} : { fingerprint: { text, key } }),
    });
  }
  return events;
};

const recordingOf = async (scene: Scene, kind: Kind, id: string): Promise<Recorded> => {
  const streams = [];
  for (const service of services)
    streams.push({ service, events: await eventsOf(scene, service, id) });
  return recordedOf(kind, id, streams);
};

/** Reads a lifecycle until it has stayed the same for a while: reactions and letters have come to their end. */
const settled = async (scene: Scene, kind: Kind, id: string): Promise<Recorded> => {
  let before = await retried(() => recordingOf(scene, kind, id));
  for (let same = 0; same < 4;) {
    await delay(250);
    const now = await recordingOf(scene, kind, id);
    same = JSON.stringify(now) === JSON.stringify(before) ? same + 1 : 0;
    before = now;
  }
  return before;
};

const perform = async (scene: Scene): Promise<Recorded[]> => {
  const plays = kinds.flatMap((kind) => places.map((place) => ({ kind, place })));
  return Promise.all(
    plays.map(async ({ kind, place }) => settled(scene, kind, await play(scene, kind, place))),
  );
};

export interface Recording {
  lifecycles: Recorded[];
  /** Ids of the officers. */
  accounts: string[];
}

/** Has the system itself play one lifecycle of each kind in each kecamatan, and takes down what it stored. */
export const record = async (
  kabupaten: string,
  say: (line: string) => void,
): Promise<Recording> => {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-bench-record-'));
  const began = Date.now();
  const now = (): Date => new Date(recordedOn + (Date.now() - began) * haste);
  const data = join(folder, 'data');
  const system = await startLocal({ data, port: 0, kabupaten, now, say });
  try {
    const { url } = system.portal;
    await makeDemoAccounts(system.portal);
    const clients = new Map<string, ApiClient>();
    for (const { login } of demoAccounts)
      clients.set(login, await new ApiClient(url).signIn(login, demoPassword));
    const as = (login: string): ApiClient => clients.get(login) ?? new ApiClient(url);
    const lifecycles = await perform({ system, url, as, now });
    const accounts = [...clients.values()].map(({ accountId }) => accountId ?? '');
    return { lifecycles, accounts };
  } finally {
    await system.close();
    rmSync(folder, { recursive: true, force: true });
  }
};
