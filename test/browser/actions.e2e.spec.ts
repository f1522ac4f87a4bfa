import { describe, expect, it } from 'vitest';
import { walk, type Stage as CaseStage } from '../../deploy/demo/walk.js';
import { officersOf, pageWhen, register, scriptFor, useStage, type Page } from '../e2e/stage.js';
import { PageClient, type ReadPage } from './page-client.js';

const stage = useStage();

const caseAt = async (until: CaseStage): Promise<string> => {
  const { complaintId } = await register(stage());
  await walk(complaintId, officersOf(stage()), scriptFor(stage().clock), until);
  return complaintId;
};
const as = (login: string): PageClient =>
  new PageClient(stage().whole.url, { 'aduan-session': stage().as(login).token });
const pathOf = (id: string, action: string): string => `/pengaduan/${id}/aksi/${action}`;

// The forms of these pages post to their own address.
const post = (
  client: PageClient,
  page: ReadPage,
  path: string,
  filled: Record<string, string>,
): Promise<ReadPage> =>
  client.send(
    page.html.replaceAll(/<form method="post"(?! action)/g, `<form method="post" action="${path}"`),
    path,
    filled,
  );

/** Opens the page of an action, fills it in and sends it, with the page to look over where there is one. */
const fill = async (
  login: string,
  id: string,
  action: string,
  filled: Record<string, string> = {},
): Promise<ReadPage> => {
  const client = as(login);
  const path = pathOf(id, action);
  const page = await client.open(path);
  expect(page.status, page.html).toBe(200);
  const answer = await post(client, page, path, filled);
  return answer.status === 200 ? post(client, answer, path, { ...filled, _pasti: 'ya' }) : answer;
};

const done = async (...given: Parameters<typeof fill>): Promise<void> => {
  const answer = await fill(...given);
  expect(answer.status, `${given[2]}: ${answer.html}`).toBe(303);
  expect(answer.location).toContain(`selesai=${given[2]}`);
};

const seen = (login: string, id: string, isSo: (page: Page) => boolean): Promise<Page> =>
  pageWhen(stage().as(login), id, isSo);
const atStep = (login: string, id: string, step: number): Promise<Page> =>
  seen(login, id, (page) => page['step'] === step && page['inTransit'] === false);

/** Local time of Waru, as a browser sends it. */
const local = (minutesAgo: number): string => {
  const utc = stage().clock.now().getTime() - minutesAgo * 60_000;
  return new Date(utc + 8 * 3_600_000).toISOString().slice(0, 16);
};

const meetingsOf = (page: Page): { state: string; at: string }[] =>
  page['meetings'] as { state: string; at: string }[];

describe('the pages of actions', () => {
  it('take a complaint through all seven steps', async () => {
    const { complaintId: id } = await register(stage());
    await done('tim.waru', id, 'ambil');
    await seen('tim.waru', id, ({ takenBy }) => takenBy !== undefined);
    await done('tim.waru', id, 'klasifikasi', {
      caseType: 'complaint',
      categoryId: 'infrastruktur.jalan-rusak',
      priority: 'high',
      unitIds: 'pupr',
    });
    await atStep('kasi.waru', id, 3);
    await done('kasi.waru', id, 'konsultasi', { unitId: 'pupr', question: 'Kapan diperbaiki?' });
    const { consultations } = await seen(
      'kasi.waru',
      id,
      (page) => (page['consultations'] as unknown[]).length === 1,
    );
    const [consultation] = consultations as { consultationId: string }[];
    await done('kasi.waru', id, 'jawaban-unit', {
      consultationId: consultation?.consultationId ?? '',
      answer: 'Bulan Desember.',
    });
    await seen('kasi.waru', id, ({ consultations }) =>
      (consultations as { state: string }[]).every(({ state }) => state === 'answered'),
    );
    await done('kasi.waru', id, 'simpulkan-koordinasi', { summary: 'Akan diperbaiki.' });
    await atStep('tim.waru', id, 4);
    const { receivedAt } = await atStep('tim.waru', id, 4);
    stage().clock.moveTo(new Date(Date.parse(String(receivedAt)) + 3 * 60_000).toISOString());
    await done('tim.waru', id, 'catat-rapat', {
      from: local(2),
      to: local(1),
      'attendance.0.name': 'Ketua Tim',
      'attendance.2.name': 'Wakil Dinas',
      discussion: 'Dibahas jadwalnya.',
      'decisions.0.text': 'Jalan diperbaiki.',
      outcome: 'decided',
    });
    await atStep('kasi.waru', id, 5);
    await done('kasi.waru', id, 'tulis-jawaban', { answer: 'Jalan diperbaiki bulan Desember.' });
    await seen('kasi.waru', id, ({ drafts }) => (drafts as unknown[]).length === 1);
    await done('kasi.waru', id, 'penyelesaian', { settlement: 'Surat dikirim.' });
    await atStep('camat.waru', id, 6);
    const camat = stage().as('camat.waru');
    await camat.act(id, 'ApproveAnswer', {});
    await camat.act(id, 'SignAnswer', { method: 'paper', signedSha256: 'a'.repeat(64) });
    await camat.act(id, 'StampAnswer', {});
    await atStep('petugas.waru', id, 7);
    await done('petugas.waru', id, 'sampaikan', { method: 'counter', receivedBy: 'reporter' });
    await seen('petugas.waru', id, ({ deliveries }) => (deliveries as unknown[]).length === 1);
    await done('petugas.waru', id, 'kepuasan', { satisfied: 'ya', comment: 'Terima kasih.' });
    const closed = await seen('petugas.waru', id, ({ closedAt }) => closedAt !== undefined);
    expect(closed).toMatchObject({ status: 'closed', satisfaction: [{ satisfied: true }] });
  });

  it('call a meeting, move it and call it off', async () => {
    const id = await caseAt('coordinated');
    await atStep('tim.waru', id, 4);
    const at = local(-3 * 24 * 60);
    const called = { at, place: 'Ruang rapat', 'invited.1.name': 'Wakil Dinas' };
    const empty = await fill('tim.waru', id, 'jadwal-rapat', { ...called, agenda: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('id="f-agenda-error"');
    expect(empty.html).toContain('Wakil Dinas');
    await done('tim.waru', id, 'jadwal-rapat', { ...called, agenda: 'Jadwal\n\nBiaya' });
    const { meetings } = await seen('tim.waru', id, (page) => meetingsOf(page).length === 1);
    expect(meetings).toMatchObject([
      { state: 'scheduled', agenda: ['Jadwal', 'Biaya'], place: 'Ruang rapat' },
    ]);
    const reason = 'Dinas berhalangan.';
    const later = local(-4 * 24 * 60);
    await done('tim.waru', id, 'ubah-jadwal-rapat', { at: later, reason });
    const moved = `${later}:00.000+08:00`;
    await seen('tim.waru', id, (page) =>
      meetingsOf(page).some((each) => Date.parse(each.at) === Date.parse(moved)),
    );
    await done('tim.waru', id, 'batal-rapat', { reason });
    await seen('tim.waru', id, (page) =>
      meetingsOf(page).every(({ state }) => state === 'cancelled'),
    );
  });

  it('name what is missing and show again what was typed', async () => {
    const id = await caseAt('registered');
    const answer = await fill('tim.waru', id, 'klasifikasi', {
      caseType: 'complaint',
      categoryId: '',
      note: 'Catatan "penting" <b>',
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('id="f-categoryId-error"');
    expect(answer.html).toContain('id="f-unitIds-error"');
    expect(answer.html).toContain('Wajib diisi.');
    expect(answer.html).toContain('Catatan &quot;penting&quot; &lt;b>');
    expect((await seen('tim.waru', id, () => true))['step']).toBe(2);
  });

  it('keep the text of an officer whose colleague was faster', async () => {
    const id = await caseAt('classified');
    await atStep('kasi.waru', id, 3);
    const [first, second] = [as('kasi.waru'), as('kasi.waru')];
    const path = pathOf(id, 'konsultasi');
    const [one, two] = [await first.open(path), await second.open(path)];
    const asked = { unitId: 'pupr', question: 'Kapan diperbaiki?' };
    expect((await post(first, one, path, asked)).status).toBe(303);
    await seen('kasi.waru', id, ({ consultations }) => (consultations as unknown[]).length === 1);
    const late = await post(second, two, path, { ...asked, question: 'Siapa yang membayar?' });
    expect(late.status).toBe(409);
    expect(late.html).toContain('Siapa yang membayar?');
    expect(late.html).toContain('Pihak terkait ditanyai');
    // The unit is still being asked; another one may be asked with the very page of the refusal.
    const same = await post(second, late, path, { ...asked, question: 'Siapa yang membayar?' });
    expect(same.html).toContain('masih ditunggu');
    const other = { unitId: 'dinsos', question: 'Siapa yang membayar?' };
    expect((await post(second, late, path, other)).status).toBe(303);
  });

  it('give the text back to an officer who can no longer send it', async () => {
    const id = await caseAt('registered');
    const path = pathOf(id, 'minta-keterangan');
    const client = as('tim2.waru');
    const page = await client.open(path);
    await done('tim.waru', id, 'ambil');
    await seen('tim.waru', id, ({ takenBy }) => takenBy !== undefined);
    const question = 'Di sebelah mana pasar lubangnya berada?';
    const late = await post(client, page, path, { question });
    expect(late.status).toBe(409);
    expect(late.html).toContain(question);
    expect(late.html).toContain('Langkah diambil');
  });

  it('count a form that was sent twice once', async () => {
    const id = await caseAt('classified');
    await atStep('kasi.waru', id, 3);
    const client = as('kasi.waru');
    const path = pathOf(id, 'konsultasi');
    const page = await client.open(path);
    const asked = { unitId: 'pupr', question: 'Kapan diperbaiki?' };
    const answers = await Promise.all([
      post(client, page, path, asked),
      post(client, page, path, asked),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect((await post(client, page, path, asked)).status).toBe(303);
    const { consultations } = await seen(
      'kasi.waru',
      id,
      (shown) => (shown['consultations'] as unknown[]).length > 0,
    );
    expect(consultations).toHaveLength(1);
  });

  it('are closed to other roles and to another kecamatan', async () => {
    const id = await caseAt('registered');
    const path = pathOf(id, 'klasifikasi');
    expect((await as('petugas.waru').get(path)).status).toBe(403);
    expect((await as('tim.penajam').get(path)).status).toBe(403);
    const own = await as('tim.waru').open(path);
    const filled = {
      caseType: 'complaint',
      categoryId: 'infrastruktur.jalan-rusak',
      priority: 'high',
      unitIds: 'pupr',
    };
    for (const login of ['petugas.waru', 'tim.penajam']) {
      const client = as(login);
      // With a token of their own, so that it is the role that is refused.
      const token =
        client.hidden((await client.open('/profil')).html, '/keluar').get('_csrf') ?? '';
      const answer = await post(client, own, path, { ...filled, _csrf: token });
      expect(answer.status).toBe(403);
      expect(answer.html).not.toContain('Jalan berlubang');
    }
    expect((await seen('tim.waru', id, () => true))['step']).toBe(2);
    expect((await as('kasi.waru').get(pathOf(id, 'konsultasi'))).status).toBe(409);
  });
});
