import { describe, expect, it } from 'vitest';
import type { EventData, EventOf } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { account, deciderSpec, occasion, penajam, type Given } from '#libs/testing';
import { notificationDecider } from './decide.js';
import type { NotificationOrder, Tell } from './orders.js';
import type { ListedOfficer, NotificationEvent } from './state.js';

const spec = deciderSpec(notificationDecider);
const idFor = (label: string): string => derivedId(label);
const factId = idFor('fact');
const fact = { factId, round: 1, step: 2 as const, subscriber: false };
const by = occasion('system', { idFor });

type Replying = EventData<'RecipientNoted'>['replyBy'];
const noted = (replyBy: Replying, sealed = false): Given<EventOf<'RecipientNoted'>> => ({
  type: 'RecipientNoted',
  data: {
    contact: { email: 'siti@example.id', phone: '+628115550001' },
    replyBy,
    language: 'id',
    trackingCode: 'K7M2-Q9PX',
    ...(sealed ? { sealed } : {}),
  },
});
const numbered = (replyBy: Replying): Given<EventOf<'RecipientNoted'>> => ({
  type: 'RecipientNoted',
  data: { replyBy, language: 'id', registerNumber: 'REG/0001/Kec.Waru/2026' },
});
const known = (replyBy: Replying, sealed = false) => [noted(replyBy, sealed), numbered(replyBy)];

const message = (
  purpose: EventData<'MessageQueued'>['purpose'],
  recipient: EventData<'MessageQueued'>['recipient'],
  transport: EventData<'MessageQueued'>['transport'],
  more: Partial<EventData<'MessageQueued'>> = {},
): EventOf<'MessageQueued'> => {
  const who = recipient.kind === 'account' ? `account ${recipient.accountId}` : recipient.kind;
  const messageId = idFor(`${purpose} ${who} ${transport}`);
  return {
    type: 'MessageQueued',
    data: { messageId, factId, purpose, recipient, transport, ...more },
  };
};
const reporter = { kind: 'reporter' } as const;
const subscriber = { kind: 'subscriber' } as const;
const officer = (accountId: string) => ({ kind: 'account', accountId }) as const;

const listed: ListedOfficer[] = [
  { accountId: 'tim-1', role: 'tim' },
  { accountId: 'tim-2', role: 'tim' },
  { accountId: 'kasi-1', role: 'kasi' },
  { accountId: 'insp-1', role: 'inspektorat' },
];
const tell = (changes: Partial<Tell>): Tell => ({ type: 'Tell', ...by, ...fact, ...changes });
const closing = (outcome: EventData<'CaseClosed'>['outcome']): Tell =>
  tell({ reporter: { purpose: 'closed', about: { outcome } } });

describe('the reporter at registration', () => {
  const note: NotificationOrder = {
    type: 'NoteRecipient',
    ...by,
    contact: { email: 'siti@example.id' },
    replyBy: 'email',
    language: 'id',
    trackingCode: 'K7M2-Q9PX',
    sealed: false,
  };
  const number: NotificationOrder = {
    type: 'NoteNumber',
    ...by,
    ...fact,
    step: 1,
    registerNumber: 'REG/0001/Kec.Waru/2026',
  };

  it('is noted once', () => {
    const { contact, replyBy, language, trackingCode } = note;
    const data = { contact, replyBy, language, trackingCode } as EventData<'RecipientNoted'>;
    spec.given().when(note).thenEvents({ type: 'RecipientNoted', data, round: 1, step: 1 });
    spec.given(noted('email')).when(note).thenNothing();
  });

  it('is told by email once the number is there', () => {
    spec
      .given(noted('email'))
      .when(number)
      .thenEvents(
        { ...numbered('email'), round: 1, step: 1 },
        { ...message('registered', reporter, 'email'), round: 1, step: 1 },
      );
    spec
      .given(...known('email'))
      .when(number)
      .thenNothing();
  });

  it('waits for the complaint when the number comes first', () => {
    spec.given().when(number).thenRefused('not-arrived');
  });

  it.each(['phone', 'sms', 'whatsapp', 'letter', 'counter'] as const)(
    'is told by the Petugas who asked for %s',
    (method) => {
      const { type, data } = message('registered', reporter, 'task');
      spec
        .given(noted(method))
        .when(number)
        .thenEvents(
          { ...numbered(method), round: 1, step: 1 },
          { type, data, round: 1, step: 1 },
          {
            type: 'ContactTaskCreated',
            data: { taskId: idFor('contact task'), messageId: data.messageId, method },
            round: 1,
            step: 1,
          },
        );
    },
  );

  it('is told nothing who wants no answer, while the subscriber is', () => {
    spec.given(noted('none')).when(number).thenTypes('RecipientNoted');
    spec
      .given(noted('none'))
      .when({ ...number, subscriber: true })
      .thenEvents(
        { ...numbered('none'), round: 1, step: 1 },
        { ...message('registered', subscriber, 'webhook'), round: 1, step: 1 },
      );
  });

  it('keeps the contact of a correction and asks in the new way from then on', () => {
    spec
      .given(...known('email'))
      .when({
        type: 'CorrectRecipient',
        ...by,
        contact: { phone: '+628115550002' },
        replyBy: 'phone',
      })
      .thenEvents({
        type: 'RecipientNoted',
        data: { contact: { phone: '+628115550002' }, replyBy: 'phone', language: 'id' },
        round: 1,
        step: 0,
      });
    spec
      .given(...known('email'), {
        type: 'RecipientNoted',
        data: { replyBy: 'phone', language: 'id' },
      })
      .when(closing('silent'))
      .thenTypes('MessageQueued', 'ContactTaskCreated');
  });
});

describe('what the reporter is told later', () => {
  it('carries the question and the subscriber does not get the words', () => {
    const about = { answerBy: '2026-12-08' };
    const text = 'Di RT berapa?';
    spec
      .given(...known('email'))
      .when(tell({ subscriber: true, reporter: { purpose: 'clarification', about, text } }))
      .thenEvents(
        { ...message('clarification', reporter, 'email', { about, text }), round: 1, step: 2 },
        { ...message('clarification', subscriber, 'webhook', { about }), round: 1, step: 2 },
      );
  });

  it('makes no task of what he was given in person or said himself', () => {
    const answer = { purpose: 'answer', text: 'Lampu sudah diganti.' } as const;
    const byPhone = spec.given(...known('phone'));
    byPhone.when(tell({ reporter: { ...answer, handedOver: true } })).thenNothing();
    byPhone.when(tell({ reporter: answer })).thenTypes('MessageQueued', 'ContactTaskCreated');
    byPhone.when(closing('satisfied')).thenNothing();
    byPhone.when(closing('withdrawn')).thenTypes('MessageQueued', 'ContactTaskCreated');
    byPhone.when(tell({ reporter: { purpose: 'reopened' } })).thenNothing();
    const byEmail = spec.given(...known('email'));
    byEmail.when(tell({ reporter: { ...answer, handedOver: true } })).thenTypes('MessageQueued');
    byEmail.when(closing('satisfied')).thenTypes('MessageQueued');
  });

  it('is told once of a fact', () => {
    const before = message('closed', reporter, 'email', { about: { outcome: 'silent' } });
    spec
      .given(...known('email'), before)
      .when(closing('silent'))
      .thenNothing();
  });

  it('waits for the number, which every message names', () => {
    spec.given().when(closing('silent')).thenRefused('not-arrived');
    spec.given(noted('email')).when(closing('silent')).thenRefused('not-arrived');
  });
});

describe('officers', () => {
  const arrival = tell({ officers: { purpose: 'queue-entry', caseStep: 2, listed } });

  it('of the role of the step are told, each once', () => {
    const first = {
      ...message('queue-entry', officer('tim-1'), 'email'),
      round: 1,
      step: 2 as const,
    };
    const second = {
      ...message('queue-entry', officer('tim-2'), 'email'),
      round: 1,
      step: 2 as const,
    };
    spec
      .given(...known('none'))
      .when(arrival)
      .thenEvents(first, second);
    spec
      .given(...known('none'), message('queue-entry', officer('tim-1'), 'email'))
      .when(arrival)
      .thenEvents(second);
  });

  it('hear nothing of a sealed case, only the Inspektorat does, and no webhook', () => {
    const inspektorat = message('queue-entry', officer('insp-1'), 'email');
    const loud = { ...arrival, subscriber: true };
    spec
      .given(...known('email', true))
      .when(loud)
      .thenEvents({ ...inspektorat, round: 1, step: 2 });
    spec
      .given(...known('email'))
      .when({ ...loud, sealed: true })
      .thenEvents({ ...inspektorat, round: 1, step: 2 });
  });

  it('and reporter are told of one fact together', () => {
    spec
      .given(...known('email'))
      .when(
        tell({
          reporter: { purpose: 'reopened' },
          officers: { purpose: 'queue-entry', caseStep: 5, listed },
          subscriber: true,
        }),
      )
      .thenTypes('MessageQueued', 'MessageQueued', 'MessageQueued', 'MessageQueued');
  });
});

describe('sealing', () => {
  const seal: NotificationOrder = { type: 'NoteSealing', ...by, ...fact, sealed: true, listed };
  const unseal: NotificationOrder = { ...seal, sealed: false };

  it('takes back what waits for others, and tells the Inspektorat', () => {
    const tim = message('queue-entry', officer('tim-1'), 'email');
    const hook = message('queue-entry', subscriber, 'webhook');
    const own = message('registered', reporter, 'email');
    const given = [...known('email'), tim, hook, own];
    const givenUp = (messageId: string): EventOf<'DeliveryGivenUp'> => ({
      type: 'DeliveryGivenUp',
      data: { messageId, reason: 'sealed' },
    });
    spec
      .given(...given)
      .when({ ...seal, subscriber: true })
      .thenEvents(
        {
          type: 'RecipientNoted',
          data: { replyBy: 'email', language: 'id', sealed: true },
          round: 1,
          step: 2,
        },
        { ...givenUp(tim.data.messageId), round: 1, step: 0 },
        { ...givenUp(hook.data.messageId), round: 1, step: 0 },
        { ...message('queue-entry', officer('insp-1'), 'email'), round: 1, step: 2 },
      );
  });

  it('is noted once and ends', () => {
    spec
      .given(...known('email', true))
      .when(seal)
      .thenNothing();
    spec
      .given(...known('email'))
      .when(unseal)
      .thenNothing();
    spec
      .given(...known('email', true))
      .when(unseal)
      .thenTypes('RecipientNoted', 'MessageQueued', 'MessageQueued');
  });
});

describe('erasure', () => {
  const forget: NotificationOrder = { type: 'ForgetRecipient', ...by };

  it('gives up what waits for the reporter, and tells him nothing any more', () => {
    const waits = message('registered', reporter, 'email');
    const other = message('queue-entry', officer('tim-1'), 'email');
    const forgotten: EventOf<'RecipientNoted'> = {
      type: 'RecipientNoted',
      data: { replyBy: 'none', language: 'id' },
    };
    spec
      .given(...known('email'), waits, other)
      .when(forget)
      .thenEvents(
        { ...forgotten, round: 1, step: 0 },
        {
          type: 'DeliveryGivenUp',
          data: { messageId: waits.data.messageId, reason: 'erased' },
          round: 1,
          step: 0,
        },
      );
    spec
      .given(...known('email'), forgotten)
      .when(closing('silent'))
      .thenNothing();
    spec
      .given(...known('email'), forgotten)
      .when(forget)
      .thenNothing();
  });
});

describe('a task of the Petugas', () => {
  const task = message('registered', reporter, 'task');
  const taskId = idFor('contact task');
  const created: EventOf<'ContactTaskCreated'> = {
    type: 'ContactTaskCreated',
    data: { taskId, messageId: task.data.messageId, method: 'phone' },
  };
  const open: Given<NotificationEvent>[] = [...known('phone'), task, created];
  const complete = (
    role: 'petugas' | 'inspektorat' | 'tim',
    outcome: 'reached' | 'not-reached' = 'reached',
  ): NotificationOrder => ({
    type: 'CompleteContactTask',
    ...occasion(role),
    data: { taskId, outcome, note: 'Diterima suaminya.' },
  });
  const done = (outcome: 'reached' | 'not-reached'): EventOf<'ContactTaskCompleted'> => ({
    type: 'ContactTaskCompleted',
    data: { taskId, outcome, note: 'Diterima suaminya.' },
  });

  it('is recorded when done', () => {
    spec
      .given(...open)
      .when(complete('petugas'))
      .thenEvents({ ...done('reached'), round: 1, step: 0 });
  });

  it('is recorded once', () => {
    spec
      .given(...open, done('reached'))
      .when(complete('petugas'))
      .thenNothing();
    spec
      .given(...open, done('reached'))
      .when(complete('petugas', 'not-reached'))
      .thenRefused('already-done');
  });

  it('belongs to the Petugas of the kecamatan, or to the Inspektorat when sealed', () => {
    spec
      .given(...open)
      .when(complete('tim'))
      .thenRefused('wrong-role', { role: 'tim' });
    spec
      .given(...open)
      .when(complete('inspektorat'))
      .thenRefused('wrong-role');
    spec
      .given(...open)
      .when({ ...complete('petugas'), by: account('petugas', penajam) } as NotificationOrder)
      .thenRefused('other-kecamatan');
    const sealed: Given<NotificationEvent>[] = [...known('phone', true), task, created];
    spec
      .given(...sealed)
      .when(complete('petugas'))
      .thenRefused('case-sealed');
    spec
      .given(...sealed)
      .when(complete('inspektorat'))
      .thenTypes('ContactTaskCompleted');
  });

  it('is not there, or not any more', () => {
    spec.given().when(complete('petugas')).thenRefused('not-arrived');
    spec
      .given(...known('phone'))
      .when(complete('petugas'))
      .thenRefused('no-such-request');
    const erased: EventOf<'DeliveryGivenUp'> = {
      type: 'DeliveryGivenUp',
      data: { messageId: task.data.messageId, reason: 'erased' },
    };
    spec
      .given(...open, erased)
      .when(complete('petugas'))
      .thenRefused('identity-erased');
  });
});

describe('the fold', () => {
  it('passes over events that it does not know', () => {
    const later = { type: 'SomethingNew', data: {} } as unknown as Given<NotificationEvent>;
    expect(spec.given(...known('email'), later).state()).toEqual(
      spec.given(...known('email')).state(),
    );
  });
});
