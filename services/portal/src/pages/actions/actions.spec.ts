import { describe, expect, it } from 'vitest';
import { commandContracts, type CommandContract, type Role } from '#libs/contracts';
import {
  actionNames,
  actions,
  actionsFor,
  leftOut,
  possible,
  withoutPage,
  type ActionName,
} from './actions.js';
import type { Action } from './action.js';
import { actionsRoutes } from './routes.js';
import { actorOf, at, consultationOf, draftOf, meetingOf, pageOf, procedure } from './spec/page.js';

const officerRoles = ['petugas', 'tim', 'kasi', 'camat', 'inspektorat', 'supervisor', 'admin'];
const names = (page = pageOf(), role: Role = 'tim', id = `${role}-1`): ActionName[] =>
  possible({ page, actor: actorOf(role, id), procedure, at }).map(({ name }) => name);
const mains = (page = pageOf(), role: Role = 'tim', id = `${role}-1`): ActionName[] =>
  possible({ page, actor: actorOf(role, id), procedure, at })
    .filter(({ main }) => main)
    .map(({ name }) => name);

describe('the table of actions', () => {
  const contracts = Object.values(commandContracts) as CommandContract[];
  const ofOfficers = contracts.filter(
    ({ target, roles }) =>
      target === 'complaint' && roles.some((role) => officerRoles.includes(role)),
  );

  it.each(ofOfficers.map(({ type }) => [type]))('has a page for %s, or a reason', (type) => {
    const here = actionNames.filter((name) => actions[name].command === type);
    const reason = leftOut[type as keyof typeof leftOut];
    expect(here.length + (reason === undefined ? 0 : 1)).toBe(1);
  });

  it.each(actionNames.map((name) => [name]))('gives %s to the roles of its contract', (name) => {
    const action: Action = actions[name];
    const { roles } = commandContracts[action.command] as CommandContract;
    expect([...action.roles].sort()).toEqual(
      roles.filter((role) => officerRoles.includes(role)).sort(),
    );
  });
});

describe('what is offered', () => {
  it.each(actionNames.map((name) => [name]))('leads with %s to a page, or nowhere', (name) => {
    const methods = actionsRoutes
      .filter(({ path }) => path === `/pengaduan/:id/aksi/${name}`)
      .map(({ method }) => method);
    expect(methods).toEqual(withoutPage.has(name) ? [] : ['GET', 'POST']);
  });

  it('is nothing that has no page', () => {
    const offers = actionsFor(pageOf(), actorOf('tim'), procedure, at);
    expect(offers.map(({ name }) => name)).toEqual(
      names().filter((each) => !withoutPage.has(each)),
    );
  });
});

describe('at step 2', () => {
  const work = ['klasifikasi', 'minta-keterangan', 'tautkan', 'alihkan', 'segel', 'lampirkan'];

  it('asks the Tim to take it first', () => {
    expect(names()).toEqual(['ambil', ...work]);
    expect(mains()).toEqual(['ambil']);
  });

  it('then asks whoever has it to classify, and leaves a colleague little', () => {
    const taken = pageOf({ takenBy: 'tim-1' });
    expect(mains(taken)).toEqual(['klasifikasi']);
    expect(names(taken)).toContain('lepas');
    expect(names(taken, 'tim', 'tim-2')).toEqual(['segel', 'lampirkan']);
    expect(names(taken, 'supervisor')).toEqual(['lepas']);
  });

  it.each(['kasi', 'camat', 'petugas', 'admin'] as const)(
    'offers %s none of the review',
    (role) => {
      expect(names(pageOf(), role).filter((name) => work.slice(0, 5).includes(name))).toEqual([]);
    },
  );

  it('offers nobody of another kecamatan anything', () => {
    const elsewhere = { ...actorOf('tim'), kecamatan: '64.09.01' };
    expect(actionsFor(pageOf(), elsewhere, procedure, at)).toEqual([]);
  });

  it('waits for the reporter until his date has passed', () => {
    const question = { requestId: 'q', round: 1, question: 'Di mana?', askedAt: at };
    const open = pageOf({ questions: [{ ...question, answerBy: '2026-11-24' }] });
    expect(names(open)).not.toContain('klasifikasi');
    expect(names(open, 'petugas')).toContain('jawab-keterangan');
    expect(names(pageOf({ questions: [{ ...question, answerBy: '2026-11-23' }] }))).toContain(
      'klasifikasi',
    );
    const answered = pageOf({ questions: [{ ...question, answeredAt: at, answer: 'Di sana' }] });
    expect(names(answered)).toContain('klasifikasi');
    expect(names(answered, 'petugas')).not.toContain('jawab-keterangan');
  });

  it('leaves a linked case its link and its seal', () => {
    const linked = pageOf({ primaryComplaintId: 'other', status: 'linked' });
    expect(names(linked)).toEqual(['lepas-tautan', 'segel', 'lampirkan']);
  });

  it('answers at once only what the procedure lets', () => {
    const shortWay = procedure.options.shortWay.types;
    for (const caseType of ['complaint', 'consultation', 'information-request'] as const)
      expect(names(pageOf({ caseType })).includes('jawab-langsung')).toBe(
        (shortWay as readonly string[]).includes(caseType),
      );
  });

  it('leaves a sealed case to the Inspektorat alone', () => {
    const sealed = pageOf({ sealed: 'camat' });
    expect(names(sealed)).toEqual([]);
    expect(names(sealed, 'petugas')).toEqual([]);
    expect(mains(sealed, 'inspektorat')).toEqual(['ambil']);
    expect(names(sealed, 'inspektorat')).toContain('buka-segel');
    expect(names(sealed, 'inspektorat')).not.toContain('segel');
    expect(names(pageOf(), 'inspektorat')).toEqual(['segel']);
  });
});

describe('at step 3', () => {
  const step3 = { step: 3, status: 'in-coordination', takenBy: 'kasi-1' } as const;
  it('asks, then records, then sums up', () => {
    expect(mains(pageOf(step3), 'kasi')).toEqual(['konsultasi']);
    const open = pageOf({ ...step3, consultations: [consultationOf({})] });
    expect(mains(open, 'kasi')).toEqual(['jawaban-unit']);
    expect(names(open, 'kasi')).toContain('simpulkan-koordinasi');
    const answered = pageOf({ ...step3, consultations: [consultationOf({ state: 'answered' })] });
    expect(mains(answered, 'kasi')).toEqual(['simpulkan-koordinasi']);
  });

  it('starts anew in a new round', () => {
    const again = pageOf({ ...step3, round: 2, consultations: [consultationOf({})] });
    expect(mains(again, 'kasi')).toEqual(['konsultasi']);
    expect(names(again, 'kasi')).not.toContain('simpulkan-koordinasi');
  });
});

describe('at step 4', () => {
  const step4 = { step: 4, status: 'in-meeting', takenBy: 'tim-1' } as const;
  it('calls a meeting, then records it', () => {
    expect(mains(pageOf(step4))).toEqual(['jadwal-rapat']);
    expect(names(pageOf(step4))).toContain('catat-rapat');
    const called = pageOf({ ...step4, meetings: [meetingOf({ state: 'scheduled' })] });
    expect(mains(called)).toEqual(['catat-rapat']);
    expect(names(called)).toEqual(expect.arrayContaining(['ubah-jadwal-rapat', 'batal-rapat']));
    expect(names(called)).not.toContain('jadwal-rapat');
  });

  it('goes without a meeting only where the procedure lets', () => {
    const optional = procedure.options.meetingOptional.types as readonly string[];
    for (const caseType of ['complaint', 'consultation', 'aspiration'] as const)
      expect(names(pageOf({ ...step4, caseType })).includes('tanpa-rapat')).toBe(
        optional.includes(caseType),
      );
  });
});

describe('at steps 5 to 7', () => {
  const step5 = { step: 5, status: 'in-settlement', takenBy: 'kasi-1' } as const;
  it('writes, then sends to the signer, and writes again what was returned', () => {
    expect(mains(pageOf(step5), 'kasi')).toEqual(['tulis-jawaban']);
    expect(mains(pageOf({ ...step5, drafts: [draftOf({})] }), 'kasi')).toEqual(['penyelesaian']);
    const returned = pageOf({ ...step5, drafts: [draftOf({ returnedAt: at })] });
    expect(mains(returned, 'kasi')).toEqual(['tulis-jawaban']);
    expect(names(returned, 'kasi')).not.toContain('penyelesaian');
  });

  it('leaves step 6 to the signing pages', () => {
    const step6 = pageOf({ step: 6, status: 'to-sign', takenBy: 'camat-1' });
    expect(names(step6, 'camat')).toEqual(['lepas', 'lampirkan']);
    expect(names(step6, 'kasi')).toEqual(['lampirkan']);
  });

  it('delivers once, then asks whether it satisfies', () => {
    const step7 = { step: 7, status: 'to-deliver', takenBy: 'petugas-1' } as const;
    expect(mains(pageOf(step7), 'petugas')).toEqual(['sampaikan']);
    const delivery = {
      round: 1,
      method: 'counter',
      deliveredAt: at,
      receivedBy: 'reporter',
      answer: 'Sudah',
    } as const;
    const delivered = pageOf({ ...step7, status: 'delivered', deliveries: [delivery] });
    expect(mains(delivered, 'petugas')).toEqual(['kepuasan']);
    expect(names(delivered, 'petugas')).not.toContain('sampaikan');
  });
});

describe('a request to withdraw', () => {
  const withdrawal = { requestId: 'w', state: 'requested', reason: 'Sudah baik', requestedAt: at };
  it.each([
    [2, 'tim'],
    [3, 'kasi'],
    [6, 'kasi'],
  ] as const)('is decided at step %i by the %s, beside whoever has it', (step, role) => {
    const page = pageOf({
      step,
      takenBy: 'somebody',
      withdrawal: { ...withdrawal, state: 'requested' },
    });
    expect(mains(page, role)).toEqual(['putuskan-pencabutan']);
    expect(names(page, 'petugas')).not.toContain('cabut');
  });
});

describe('when nobody can act', () => {
  it('offers nothing of the steps on the way, nor after the end', () => {
    expect(names(pageOf({ inTransit: true }))).toEqual(['lampirkan']);
    const closed = pageOf({ closedAt: at, status: 'closed' });
    expect(names(closed)).toEqual([]);
    expect(names(closed, 'petugas')).toEqual(['perbaiki-pelapor']);
    expect(names(closed, 'admin')).toEqual(['hapus-identitas', 'hapus-orang']);
  });
});
