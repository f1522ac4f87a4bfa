import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WirePosition } from '#libs/contracts';
import type { RunningService } from '#libs/service';
import { account, penajam, publishRules, startTestServers, waru } from '#libs/testing';
import type { TestServers } from '#libs/testing';
import type { samples } from '../../spec/facts.js';
import { fact } from '../../spec/history.js';
import { liveViews } from '../../spec/live.js';
import { create } from '../create.js';

let servers: TestServers;
let service: RunningService;
let live: ReturnType<typeof liveViews>;

beforeAll(async () => {
  servers = await startTestServers();
  service = await create(servers.config);
  await publishRules(service.kit);
  await service.kit.reference.whenReady(20_000);
  live = liveViews(service.kit);
}, 120_000);

afterAll(async () => {
  await service?.close();
  await servers?.close();
}, 60_000);

const tim = account('tim');
const inspektorat = account('inspektorat');
const hole = { subject: 'Jalan depan pasar berlubang', description: 'Dua motor jatuh di lubang.' };

const registered = async (
  data: Partial<typeof samples.ComplaintRegistered>,
  kecamatan = waru,
): Promise<{ complaintId: string; at: WirePosition }> => {
  const complaintId = randomUUID();
  const registration = fact('ComplaintRegistered', { reportedParties: [], ...hole, ...data });
  const at = await live.happened(complaintId, { ...registration, kecamatan });
  return { complaintId, at };
};

const found = async (complaintId: string, at: WirePosition, actor = tim): Promise<string[]> =>
  (await live.get('hints', actor, { complaintId }, at)).duplicates.map((each) => each.complaintId);

describe('hints', () => {
  it('name the case about the same hole with its reason, and a category, and leave out what may not be seen', async () => {
    const alike = await registered({
      subject: 'Lubang besar jln dpn pasar',
      villageCode: '64.09.02.1003',
    });
    await registered({ subject: 'KTP belum jadi', description: 'Rekam bulan Juli.' });
    await registered({}, penajam);
    await registered({ receivedAt: '2026-06-01T01:00:00.000Z' });
    const sealed = await registered({ sealed: 'graft' });
    const { complaintId, at } = await registered({ villageCode: '64.09.02.1003' });
    const hints = await live.get('hints', tim, { complaintId }, at);
    expect(hints.duplicates.map((each) => each.complaintId)).toEqual([alike.complaintId]);
    expect(hints.duplicates[0]).toMatchObject({ sameVillage: true, daysApart: 0 });
    expect(hints.duplicates[0]?.sharedWords).toContain('pasar');
    expect(hints.category?.categoryId).toMatch(/^infrastruktur/);
    expect(hints.category?.because).not.toEqual([]);
    expect(await found(complaintId, at, inspektorat)).toContain(sealed.complaintId);
    expect(await live.refused('hints', tim, { complaintId: sealed.complaintId })).toBe('not-found');
    expect(await live.refused('hints', account('kasi'), { complaintId })).toBe('wrong-role');
    expect(await live.refused('hints', account('tim', penajam), { complaintId })).toBe(
      'other-kecamatan',
    );
  });

  it('name no case that is linked already', async () => {
    const text = { subject: 'Pohon miring dekat masjid', description: 'Dahan besar mau patah.' };
    const primary = await registered(text);
    const { complaintId, at } = await registered(text);
    expect(await found(complaintId, at)).toEqual([primary.complaintId]);
    const { complaintId: primaryComplaintId } = primary;
    const link = fact('LinkedAsDuplicate', { primaryComplaintId }, { service: 'triage', step: 2 });
    const linked = await live.happened(complaintId, link);
    expect(await found(complaintId, linked)).toEqual([]);
    expect(await found(primaryComplaintId, linked)).toEqual([]);
  });

  it('are none of and none for a case whose reporter was forgotten', async () => {
    const text = { subject: 'Sapi lepas di lapangan', description: 'Kotoran sapi di mana-mana.' };
    const first = await registered(text);
    const second = await registered(text);
    expect(await found(first.complaintId, second.at)).toEqual([second.complaintId]);
    const gone = await live.happened(first.complaintId, fact('IdentityErased'));
    expect(await found(second.complaintId, gone)).toEqual([]);
    const none = await live.get('hints', tim, { complaintId: first.complaintId }, gone);
    expect(none).toEqual({ duplicates: [], windowDays: 60 });
  });

  it('do not tell the name of a reporter', async () => {
    await registered({
      subject: 'Hal lain',
      description: 'Tidak ada.',
      reporter: { name: 'Trembesi Ambruk' },
    });
    const { complaintId, at } = await registered({
      subject: 'Trembesi ambruk',
      description: 'Kena kabel.',
    });
    expect(await found(complaintId, at)).toEqual([]);
  });
});
