import { describe, expect, it } from 'vitest';
import { commandContracts, type CommandContract, type CommandType } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { walk, type Officers } from '../../../deploy/demo/walk.js';
import { bodies } from '../bodies.js';
import {
  expectRefused,
  give,
  giveSeen,
  register,
  scriptFor,
  waru,
  type Registered,
  type Stage,
} from '../stage.js';

const kecamatanLogins = ['petugas.waru', 'tim.waru', 'kasi.waru', 'camat.waru', 'supervisor.waru'];
const others = [...kecamatanLogins, 'supervisor.kabupaten', 'admin'];
const roleOf = (login: string): string => login.split('.')[0] ?? login;

/** What everybody but the Inspektorat sees of a sealed case: its number in the books, reserved. */
const expectInvisible = async (stage: Stage, sealed: Registered, n: number): Promise<void> => {
  const { complaintId, registerNumber, trackingCode } = sealed;
  for (const login of others) {
    const client = stage.as(login);
    for (const rest of ['', '/timeline'])
      expectRefused(
        await client.call('GET', `/complaints/${complaintId}${rest}`),
        404,
        'not-found',
      );
    const lists = [
      `/search?q=${encodeURIComponent(registerNumber)}&limit=200`,
      `/search?q=${encodeURIComponent(trackingCode)}&limit=200`,
      '/search?q=terlarang&limit=200',
      '/search?limit=200',
      '/queue?limit=200',
      '/queue?role=inspektorat&limit=200',
      ...(['petugas', 'supervisor', 'admin'].includes(roleOf(login)) ? ['/tasks?limit=200'] : []),
    ];
    for (const path of lists) {
      const { body } = await client.must('GET', path);
      expect(JSON.stringify(body), `${login} ${path}`).not.toContain(complaintId);
      expect(JSON.stringify(body), `${login} ${path}`).not.toMatch(/terlarang/i);
    }
    const book = await client.must('GET', `/register?kecamatan=${waru}&year=2026&limit=200`);
    const row = (book.body['rows'] as { n: number }[]).find((each) => each.n === n);
    if (row) expect(row).toEqual({ n, reserved: true });
    expect(JSON.stringify(book.body)).not.toContain(complaintId);
  }
};

const numberIn = (registerNumber: string): number => Number(/\d{4}/.exec(registerNumber)?.[0]);

/** A case about the Camat, or graft. */
export const describeSealed = (stage: () => Stage): void => {
  describe('a sealed case', () => {
    it('is invisible to the kecamatan and goes all seven steps in the hands of the Inspektorat', async () => {
      const sealed = await register(stage(), {
        sealed: 'camat',
        subject: 'Uang terlarang',
        description: 'Camat meminta uang terlarang.',
      });
      const inspektorat = stage().as('inspektorat');
      const { complaintId, registerNumber } = sealed;
      const n = numberIn(registerNumber);
      await expectInvisible(stage(), sealed, n);
      const queue = await inspektorat.must('GET', '/queue?limit=200');
      expect(JSON.stringify(queue.body)).toContain(complaintId);
      await expectUntouchable(stage(), complaintId);

      const all: Officers = {
        step1: inspektorat,
        step2: inspektorat,
        step3: inspektorat,
        step4: inspektorat,
        step5: inspektorat,
        step6: inspektorat,
        step7: inspektorat,
      };
      await walk(complaintId, all, scriptFor(stage().clock), 'closed');
      const page = await eventually(async () => {
        const { body } = await inspektorat.must('GET', `/complaints/${complaintId}`);
        return body['status'] === 'closed' && body;
      });
      expect(page).toMatchObject({ outcome: 'satisfied', sealed: 'camat', step: 7, round: 1 });
      expect(page['documents']).toMatchObject([{ signerKind: 'inspektorat', state: 'stamped' }]);
      await expectInvisible(stage(), sealed, n);
      const documents = await stage()
        .as('camat.waru')
        .must('GET', `/documents?kecamatan=${waru}&year=2026&limit=200`);
      expect(JSON.stringify(documents.body)).not.toContain(complaintId);
      const told = (page['messages'] as { recipient: string; accountId?: string }[]).filter(
        ({ recipient }) => recipient !== 'reporter',
      );
      for (const message of told) expect(message.accountId).toBe(inspektorat.accountId);
    }, 60_000);

    it('vanishes from the kecamatan when it is sealed later, and comes back when it is given back', async () => {
      const registered = await register(stage(), { subject: 'Pungutan terlarang' });
      const { complaintId } = registered;
      const tim = stage().as('tim.waru');
      const inspektorat = stage().as('inspektorat');
      await tim.act(complaintId, 'TakeStep', { step: 2 });
      const sealing = await tim.act(complaintId, 'SealCase', { ground: 'graft', note: 'Rahasia' });
      const after = sealing.headers.get('aduan-position') ?? '';
      await inspektorat.etag(complaintId, after);
      const n = numberIn(registered.registerNumber);
      await eventually(async () => {
        const { status } = await tim.call('GET', `/complaints/${complaintId}`);
        return status === 404;
      });
      await expectInvisible(stage(), registered, n);
      await inspektorat.act(complaintId, 'UnsealCase', { reason: 'Bukan pungutan' });
      await eventually(async () => {
        const { status } = await tim.call('GET', `/complaints/${complaintId}`);
        return status === 200;
      });
      await tim.act(complaintId, 'ClassifyComplaint', bodies.ClassifyComplaint);
    }, 30_000);

    it('cannot be found out by linking to it', async () => {
      const sealed = await register(stage(), { sealed: 'graft', subject: 'Suap' });
      const own = await register(stage());
      const tim = stage().as('tim.waru');
      const answers = [sealed.complaintId, '99999999-9999-4999-8999-999999999999'].map((primary) =>
        giveSeen(tim, 'LinkDuplicate', own.complaintId, { primaryComplaintId: primary }),
      );
      for (const answer of await Promise.all(answers))
        expectRefused(answer, 422, 'duplicate-primary-closed');
    });
  });
};

/** Commands to a sealed case by everybody whose role could give them. */
const expectUntouchable = async (stage: Stage, complaintId: string): Promise<void> => {
  const contracts = (Object.values(commandContracts) as CommandContract[]).filter(
    ({ target, service, internal }) =>
      !internal && target === 'complaint' && ['intake', 'triage', 'notification'].includes(service),
  );
  for (const { type, roles } of contracts)
    for (const login of kecamatanLogins.filter((each) => roles.includes(roleOf(each) as never))) {
      const given = {
        body: bodies[type as CommandType],
        complaintId,
        etag: await seen(stage, complaintId),
      };
      expectRefused(await give(stage.as(login), type as CommandType, given), 403, 'case-sealed');
    }
};

const seen = (stage: Stage, complaintId: string): Promise<string> =>
  stage.as('inspektorat').etag(complaintId);
