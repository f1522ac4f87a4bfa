import { describe, it } from 'vitest';
import type { CommandData, Role } from '#libs/contracts';
import {
  account,
  caseFactsOf,
  deciderSpec,
  idFor,
  occasion,
  orderOf,
  penajam,
  complaintRegistered,
} from '#libs/testing';
import { complaint } from './complaint.js';
import type {
  AssignNumber,
  EndCase,
  NoteSeal,
  OpenClarification,
  SettleWithdrawal,
} from './orders.js';

const { given } = deciderSpec(complaint);
const question = idFor('question');
const requestId = idFor('withdrawal');

const numbered = {
  type: 'RegisterNumberAssigned',
  data: { n: 7, year: 2026, registerNumber: 'REG/0007/Kec.Waru/2026' },
  step: 1,
} as const;
const recorded = [complaintRegistered(), numbered];
const sealed = [complaintRegistered({ sealed: 'camat' }), numbered];
const ended = { type: 'CaseEnded', data: { outcome: 'satisfied' } } as const;
const opened = { type: 'ClarificationOpened', data: { requestId: question } } as const;
const answered = {
  type: 'ClarificationAnswered',
  data: { requestId: question, text: 'Di RT 04.' },
} as const;
const asked = {
  type: 'WithdrawalRequested',
  data: { requestId, reason: 'Sudah selesai.' },
} as const;
const settled = (accepted: boolean) =>
  ({ type: 'WithdrawalSettled', data: { requestId, accepted } }) as const;
const erased = { type: 'IdentityErased', data: { ground: 'request' } } as const;

/** What holds for all commands of the reporter and the Petugas. */
const expectAccess = (command: (role: Role, extra?: object) => never): void => {
  it('is for the reporter of the complaint alone', () =>
    given(...recorded)
      .when(command('reporter', { by: { ...account('reporter'), complaintId: idFor('x') } }))
      .thenRefused('not-found'));
  it('is refused to another kecamatan', () =>
    given(...recorded)
      .when(command('petugas', { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan'));
  it.each(['tim', 'kasi', 'camat', 'supervisor', 'admin', 'inspektorat'] as const)(
    'is not for %s',
    (role) =>
      given(...recorded)
        .when(command(role))
        .thenRefused('wrong-role'),
  );
  it('of a sealed complaint is refused to the Petugas', () => {
    given(...sealed)
      .when(command('petugas'))
      .thenRefused('case-sealed');
    given(...recorded, { type: 'SealNoted', data: { ground: 'graft' } })
      .when(command('petugas'))
      .thenRefused('case-sealed');
  });
  it('of a complaint that is not there is refused', () =>
    given().when(command('petugas')).thenRefused('not-found'));
};

describe('AddInformation', () => {
  const add = (role: Role = 'reporter', extra: object = {}) =>
    orderOf('AddInformation', role, { text: 'Tiangnya juga miring.' }, extra);
  const added = {
    type: 'InformationAdded',
    data: { text: 'Tiangnya juga miring.' },
    round: 1,
    step: 0,
  } as const;

  it('is for the reporter and the Petugas while the case goes on', () => {
    given(...recorded)
      .when(add())
      .thenEvents(added);
    given(complaintRegistered()).when(add('petugas')).thenEvents(added);
  });
  it('may be repeated', () =>
    given(...recorded, { type: 'InformationAdded', data: { text: 'x' } })
      .when(add())
      .thenEvents(added));
  it('is for the Inspektorat in a sealed case, and for its reporter', () => {
    given(...sealed)
      .when(add('inspektorat'))
      .thenEvents(added);
    given(...sealed)
      .when(add('reporter'))
      .thenEvents(added);
  });
  it('belongs to the round that intake has heard of', () =>
    given(...recorded, { ...opened, round: 2 })
      .when(add())
      .thenEvents({ ...added, round: 2 }));
  it('to an ended case is refused', () =>
    given(...recorded, ended)
      .when(add())
      .thenRefused('case-closed'));
  it('to a case that is being withdrawn is refused', () =>
    given(...recorded, asked, settled(true))
      .when(add())
      .thenRefused('case-closed'));
  expectAccess((role, extra) => add(role, extra) as never);
});

describe('AnswerClarification', () => {
  const answer = (role: Role = 'reporter', extra: object = {}) =>
    orderOf('AnswerClarification', role, { requestId: question, text: 'Di RT 04.' }, extra);

  it('answers an open question', () =>
    given(...recorded, opened)
      .when(answer())
      .thenEvents({ ...answered, round: 1, step: 0 }));
  it('answers it once', () =>
    given(...recorded, opened, answered)
      .when(answer())
      .thenRefused('already-done'));
  it('needs a question', () =>
    given(...recorded)
      .when(answer())
      .thenRefused('no-such-request'));
  it('of an ended case is refused', () =>
    given(...recorded, opened, ended)
      .when(answer())
      .thenRefused('case-closed'));
  it('is for the Inspektorat in a sealed case', () =>
    given(...sealed, opened)
      .when(answer('inspektorat'))
      .thenTypes('ClarificationAnswered'));
  expectAccess((role, extra) => answer(role, extra) as never);
});

describe('RequestWithdrawal', () => {
  const request = (role: Role = 'reporter', extra: object = {}) =>
    orderOf('RequestWithdrawal', role, { reason: 'Sudah selesai.' }, extra);

  it('asks the holder', () =>
    given(...recorded)
      .when(request())
      .thenEvents({ ...asked, round: 1, step: 0 }));
  it('is possible before there is a number', () =>
    given(complaintRegistered()).when(request()).thenTypes('WithdrawalRequested'));
  it('waits for a decision on the one before', () =>
    given(...recorded, asked)
      .when(request())
      .thenRefused('withdrawal-pending'));
  it('may be repeated after a refusal', () =>
    given(...recorded, asked, settled(false))
      .when(request())
      .thenTypes('WithdrawalRequested'));
  it('after it was accepted is refused', () =>
    given(...recorded, asked, settled(true))
      .when(request())
      .thenRefused('case-closed'));
  it('of an ended case is refused', () =>
    given(...recorded, ended)
      .when(request())
      .thenRefused('case-closed'));
  expectAccess((role, extra) => request(role, extra) as never);
});

describe('CorrectReporter', () => {
  const correct = (
    data: CommandData<'CorrectReporter'> = { reporter: { name: 'Siti Aminah' } },
    role: Role = 'petugas',
    extra: object = {},
  ) => orderOf('CorrectReporter', role, data, extra);

  it('puts name and contact right, and keeps the way of answering', () =>
    given(complaintRegistered({ replyBy: 'counter' }), numbered)
      .when(correct())
      .thenEvents({
        type: 'ReporterCorrected',
        data: { reporter: { name: 'Siti Aminah' }, replyBy: 'counter' },
        round: 1,
        step: 0,
      }));
  it('changes the way of answering', () =>
    given(...recorded)
      .when(correct({ reporter: { email: 'siti@contoh.id' }, replyBy: 'email' }))
      .thenTypes('ReporterCorrected'));
  it('remembers it', () =>
    given(complaintRegistered({ replyBy: 'email' }), numbered, {
      type: 'ReporterCorrected',
      data: { reporter: {}, replyBy: 'counter' },
    })
      .when(correct())
      .thenTypes('ReporterCorrected'));
  it('refuses one that the new contact does not fit', () => {
    given(complaintRegistered({ replyBy: 'email' }), numbered)
      .when(correct({ reporter: { phone: '+628115500100' } }))
      .thenRefused('contact-missing', { replyBy: 'email' });
    given(...recorded)
      .when(correct({ reporter: {}, replyBy: 'letter' }))
      .thenRefused('contact-missing', { replyBy: 'letter' });
  });
  it('is possible after the case has ended', () =>
    given(...recorded, ended)
      .when(correct())
      .thenTypes('ReporterCorrected'));
  it('after the reporter was forgotten is refused', () =>
    given(...recorded, erased)
      .when(correct())
      .thenRefused('identity-erased'));
  it('is not for the reporter, the Tim or the admin', () => {
    for (const role of ['reporter', 'tim', 'admin'] as const)
      given(...recorded)
        .when(correct(undefined, role))
        .thenRefused('wrong-role');
  });
  it('of a sealed case is for the Inspektorat', () => {
    given(...sealed)
      .when(correct())
      .thenRefused('case-sealed');
    given(...sealed)
      .when(correct(undefined, 'inspektorat'))
      .thenTypes('ReporterCorrected');
  });
  it('of another kecamatan, or of nothing, is refused', () => {
    given(...recorded)
      .when(correct(undefined, 'petugas', { by: account('petugas', penajam) }))
      .thenRefused('other-kecamatan');
    given().when(correct()).thenRefused('not-found');
  });
});

describe('EraseIdentity and ErasePerson', () => {
  const erase = (role: Role = 'admin') =>
    orderOf('EraseIdentity', role, { ground: 'consent-withdrawn' });
  const erasePerson = (role: Role = 'admin', personId = idFor('person')) =>
    orderOf('ErasePerson', role, { personId, ground: 'request' });

  it('forget the reporter', () => {
    const event = {
      type: 'IdentityErased',
      data: { ground: 'consent-withdrawn' },
      round: 1,
      step: 0,
    } as const;
    given(...recorded)
      .when(erase())
      .thenEvents(event);
    given(...recorded, ended)
      .when(erase())
      .thenEvents(event);
    given(...sealed)
      .when(erase())
      .thenEvents(event);
  });
  it('forget another person', () =>
    given(...recorded)
      .when(erasePerson())
      .thenEvents({
        type: 'PersonErased',
        data: { personId: idFor('person'), ground: 'request' },
        round: 1,
        step: 0,
      }));
  it('twice are no news', () => {
    const person = {
      type: 'PersonErased',
      data: { personId: idFor('person'), ground: 'request' },
    } as const;
    given(...recorded, erased)
      .when(erase())
      .thenNothing();
    given(...recorded, person)
      .when(erasePerson())
      .thenNothing();
    given(...recorded, person)
      .when(erasePerson('admin', idFor('other')))
      .thenTypes('PersonErased');
  });
  it('are for the admin', () => {
    for (const role of ['petugas', 'reporter', 'camat'] as const) {
      given(...recorded)
        .when(erase(role))
        .thenRefused('wrong-role');
      given(...recorded)
        .when(erasePerson(role))
        .thenRefused('wrong-role');
    }
  });
  it('of nothing are refused', () => {
    given().when(erase()).thenRefused('not-found');
    given().when(erasePerson()).thenRefused('not-found');
  });
});

describe('AssignNumber', () => {
  const assign: AssignNumber = { type: 'AssignNumber', ...occasion('system'), ...numbered.data };
  const handedOver = (facts: object) =>
    ({
      type: 'CaseHandedOver',
      data: { from: 'intake', to: 'triage', toStep: 2, toRound: 1, facts: caseFactsOf(facts) },
      round: 1,
      step: 1,
    }) as const;

  it('gives the number and hands the case over, in one', () =>
    given(complaintRegistered())
      .when(assign)
      .thenEvents({ ...numbered, round: 1, step: 1 }, handedOver({})));
  it('tells what the next one must know', () => {
    const facts = { anonymous: true, confidential: true, sealed: 'graft', channel: 'web' } as const;
    given(complaintRegistered(facts))
      .when(assign)
      .thenEvents({ ...numbered, round: 1, step: 1 }, handedOver(facts));
  });
  it('twice is no news', () => {
    given(...recorded)
      .when(assign)
      .thenNothing();
    given(...recorded, ended)
      .when(assign)
      .thenNothing();
  });
  it('before the complaint waits', () => given().when(assign).thenRefused('not-arrived'));
});

describe('what intake hears', () => {
  const open: OpenClarification = {
    type: 'OpenClarification',
    ...occasion('system'),
    requestId: question,
    ofRound: 2,
  };
  const settle = (accepted: boolean): SettleWithdrawal => ({
    type: 'SettleWithdrawal',
    ...occasion('system'),
    requestId,
    accepted,
    ofRound: 1,
  });
  const seal = (ground?: 'camat' | 'graft'): NoteSeal => ({
    type: 'NoteSeal',
    ...occasion('system'),
    ...(ground === undefined ? {} : { ground }),
    ofRound: 1,
  });
  const end: EndCase = {
    type: 'EndCase',
    ...occasion('system'),
    outcome: 'satisfied',
    ofRound: 3,
  };

  it('of a question: once, and not after the end', () => {
    given(...recorded)
      .when(open)
      .thenEvents({ ...opened, round: 2, step: 0 });
    given(...recorded, opened)
      .when(open)
      .thenNothing();
    given(...recorded, opened, answered)
      .when(open)
      .thenNothing();
    given(...recorded, ended)
      .when(open)
      .thenNothing();
  });
  it('of a decision on a withdrawal: for the request that is open, once', () => {
    given(...recorded, asked)
      .when(settle(true))
      .thenEvents({ ...settled(true), round: 1, step: 0 });
    given(...recorded, asked)
      .when(settle(false))
      .thenEvents({ ...settled(false), round: 1, step: 0 });
    given(...recorded)
      .when(settle(true))
      .thenNothing();
    given(...recorded, asked, settled(true))
      .when(settle(true))
      .thenNothing();
    given(...recorded, asked, settled(false))
      .when(settle(false))
      .thenNothing();
    given(...recorded, { ...asked, data: { requestId: idFor('other'), reason: 'x' } })
      .when(settle(true))
      .thenNothing();
  });
  it('of a withdrawal after the end: nothing', () =>
    given(...recorded, asked, ended)
      .when(settle(true))
      .thenNothing());
  it('of a seal and its end', () => {
    const noted = { type: 'SealNoted', data: { ground: 'camat' } } as const;
    given(...recorded)
      .when(seal('camat'))
      .thenEvents({ ...noted, round: 1, step: 0 });
    given(...sealed)
      .when(seal('camat'))
      .thenNothing();
    given(...recorded, noted)
      .when(seal())
      .thenEvents({ type: 'SealNoted', data: {}, round: 1, step: 0 });
    given(...recorded)
      .when(seal())
      .thenNothing();
    given(...recorded, noted, { type: 'SealNoted', data: {} })
      .when(orderOf('AddInformation', 'petugas', { text: 'x' }))
      .thenTypes('InformationAdded');
  });
  it('of the end, once', () => {
    given(...recorded)
      .when(end)
      .thenEvents({ ...ended, round: 3, step: 0 });
    given(...recorded, ended)
      .when(end)
      .thenNothing();
  });
  it('before the complaint: it waits', () => {
    for (const order of [open, settle(true), seal('camat'), end])
      given().when(order).thenRefused('not-arrived');
  });
});
