import { describe, expect, it } from 'vitest';
import { complaintPage, contractOf, eventContracts, noRevisions } from '#libs/contracts';
import { ERASED } from '#libs/privacy';
import { at, fact, historyOf, viewSpec, type Fact } from '../../spec/history.js';
import {
  complaintId,
  hash,
  id,
  otherId,
  person,
  reporter,
  samples,
  waru,
} from '../../spec/facts.js';
import { replay } from '#libs/projections';
import { officersPage } from './page.js';
import type { CaseDocument, ComplaintDocument } from './document.js';
import { complaints } from './view.js';

const registered = fact('ComplaintRegistered');
const spec = viewSpec(complaints);
const sample = samples;

const inService = (service: string, type: Parameters<typeof fact>[0], step: number, round = 1) =>
  fact(type, {}, { service, step, round });
const arrived = (service: string, step: number, round = 1): Fact =>
  inService(service, 'CaseArrived', step, round);

type Case = { given?: Fact[]; when?: Fact; change: Partial<ComplaintDocument> };

const consultation = {
  consultationId: id(6),
  round: 1,
  unitId: 'dinas-pu',
  state: 'open',
  question: 'Kapan diperbaiki?',
  askedAt: at(1),
  dueAt: '2026-12-01T08:00:00.000Z',
  reminders: 0,
} as const;
const meeting: ComplaintDocument['meetings'][number] = {
  meetingId: id(7),
  round: 1,
  state: 'scheduled',
  at: '2026-11-26T01:00:00.000Z',
  place: 'Aula',
  agenda: ['Lampu'],
  invited: [person],
};
const document: CaseDocument = {
  documentId: id(9),
  round: 1,
  kind: 'berita-acara',
  state: 'approved',
  draft: 1,
  signerKind: 'camat',
  approvedAt: at(1),
  approvedBy: 'account-1',
  signingFailures: [],
};
const message = {
  messageId: id(10),
  purpose: 'answer',
  transport: 'task',
  recipient: 'reporter',
  state: 'queued',
  queuedAt: at(1),
  attempts: 0,
  lastAt: at(1),
} as const;
const task = {
  taskId: id(12),
  messageId: id(10),
  method: 'phone',
  state: 'open',
  createdAt: at(1),
} as const;
const question = {
  requestId: id(2),
  round: 1,
  question: 'Di mana?',
  askedAt: at(1),
  answerBy: '2026-12-01',
} as const;
const withdrawal = {
  requestId: id(3),
  state: 'requested',
  reason: 'Sudah diperbaiki.',
  requestedAt: at(1),
} as const;
const draft = {
  draft: 1,
  round: 1,
  answer: 'Lampu dipasang.',
  writtenAt: at(1),
  writtenBy: 'account-1',
} as const;
const began = { step: 1, round: 1, arrivedAt: at(0) };
const only = (data: object, round = 1) => [{ ...data, round }];
const asked = fact('WithdrawalRequested');
const questioned = fact('ClarificationRequested');

/** What each type of event changes in the page of a complaint. Given: registered, and what is said here. */
const attachedFile = {
  ...samples.FileAttached,
  round: 1,
  attachedAt: at(1),
  attachedBy: 'account-1',
};

const cases: Record<string, Case> = {
  RegisterNumberAssigned: { change: { registerNumber: 'REG/0007/Kec.Waru/2026' } },
  InformationAdded: {
    change: {
      information: [{ text: 'Sekarang tiga lampu.', addedAt: at(1), addedBy: 'account-1' }],
    },
  },
  FileAttached: { change: { files: [attachedFile] } },
  FileRemoved: {
    given: [fact('FileAttached')],
    change: {
      files: [{ ...attachedFile, name: ERASED, removedAt: at(2), removalReason: 'privacy' }],
    },
  },
  ClarificationOpened: { change: {} },
  ClarificationAnswered: {
    given: [questioned],
    change: { questions: [{ ...question, answer: 'Di dekat jembatan.', answeredAt: at(2) }] },
  },
  WithdrawalRequested: { change: { withdrawal, withdrawalAsked: true, waitingFor: 'withdrawal' } },
  WithdrawalSettled: { given: [asked], change: { withdrawalAsked: false, waitingFor: undefined } },
  SealNoted: { change: {} },
  CaseEnded: { change: {} },
  ReporterCorrected: {
    change: { reporter: { name: 'Siti Amina', phone: '+628129999999' }, replyBy: 'whatsapp' },
  },
  IdentityErased: {
    given: [fact('FileAttached'), fact('FileAttached', { fileId: id(31), fromReporter: false })],
    change: {
      reporter: ERASED,
      erasedAt: at(3),
      files: [
        { ...attachedFile, name: ERASED, removedAt: at(3), removalReason: 'erased' },
        { ...attachedFile, fileId: id(31), fromReporter: false, attachedAt: at(2) },
      ],
    },
  },
  PersonErased: {
    given: [
      fact('UnitConsulted'),
      fact('UnitAnswered'),
      fact('MeetingHeld'),
      fact('ResultDelivered'),
    ],
    change: {
      reportedParties: [{ personId: person.personId, details: ERASED }],
      consultations: [
        {
          ...consultation,
          state: 'answered',
          answer: 'Minggu ini.',
          answeredAt: '2026-11-24T03:00:00.000Z',
          answeredBy: { personId: person.personId, details: ERASED },
        },
      ],
      meetings: [
        {
          round: 1,
          state: 'held',
          ...sample.MeetingHeld,
          attendance: [{ personId: person.personId, present: true, details: ERASED }],
        },
      ],
      deliveries: [
        {
          round: 1,
          ...sample.ResultDelivered,
          recipient: { personId: person.personId, details: ERASED },
        },
      ],
    },
  },
  CaseHandedOver: { change: { visits: [{ ...began, doneAt: at(1) }] } },
  CaseArrived: {
    given: [inService('intake', 'CaseHandedOver', 1)],
    when: arrived('triage', 2),
    change: {
      registerNumber: 'REG/0007/Kec.Waru/2026',
      step: 2,
      holder: 'triage',
      status: 'in-review',
      inTransit: false,
      arrivedAt: at(2),
      visits: [
        { ...began, doneAt: at(1) },
        { step: 2, round: 1, arrivedAt: at(2) },
      ],
    },
  },
  StepTaken: {
    change: {
      takenBy: 'account-tim',
      takenAt: at(1),
      visits: [{ ...began, takenBy: 'account-tim', takenAt: at(1) }],
    },
  },
  StepReleased: {
    given: [fact('StepTaken')],
    change: { takenBy: undefined, takenAt: undefined, visits: [began] },
  },
  WithdrawalNoted: { change: {} },
  WithdrawalForwarded: { change: {} },
  WithdrawalAccepted: {
    given: [asked],
    change: {
      withdrawal: { ...withdrawal, state: 'accepted', decidedAt: at(2) },
      withdrawalAsked: false,
      waitingFor: undefined,
    },
  },
  WithdrawalRefused: {
    given: [asked],
    change: {
      withdrawal: {
        ...withdrawal,
        state: 'refused',
        decidedAt: at(2),
        refusalReason: 'Menyangkut keselamatan.',
      },
      withdrawalAsked: false,
      waitingFor: undefined,
    },
  },
  CaseReopened: {
    given: [arrived('resolution', 7), fact('ResultDelivered')],
    change: {
      step: 5,
      round: 2,
      status: 'in-settlement',
      waitingFor: undefined,
      delivered: false,
      arrivedAt: at(3),
      visits: [
        { ...began, doneAt: at(1) },
        { step: 7, round: 1, arrivedAt: at(1), doneAt: at(3) },
        { step: 5, round: 2, arrivedAt: at(3) },
      ],
    },
  },
  CaseClosed: {
    given: [fact('StepTaken')],
    when: inService('resolution', 'CaseClosed', 7),
    change: {
      status: 'closed',
      outcome: 'satisfied',
      closedAt: at(2),
      inTransit: false,
      takenBy: undefined,
      takenAt: undefined,
      visits: [{ ...began, takenBy: 'account-tim', takenAt: at(1), doneAt: at(2) }],
    },
  },
  ComplaintClassified: {
    change: {
      categoryId: 'jalan',
      priority: 'high',
      unitIds: ['dinas-pu'],
      fieldExamination: true,
      reviewNote: 'Periksa ke lapangan.',
    },
  },
  ComplaintReferred: {
    change: { referral: { destination: 'PLN', reason: 'Bukan wewenang.', at: at(1) } },
  },
  LinkedAsDuplicate: {
    change: { primaryComplaintId: otherId, status: 'linked', waitingFor: 'linked' },
  },
  UnlinkedFromDuplicate: {
    given: [arrived('triage', 2), fact('LinkedAsDuplicate')],
    change: { primaryComplaintId: undefined, status: 'in-review', waitingFor: undefined },
  },
  DuplicateAttached: { change: { duplicates: [otherId] } },
  DuplicateDetached: { given: [fact('DuplicateAttached')], change: { duplicates: [] } },
  ClarificationRequested: {
    given: [arrived('triage', 2)],
    change: {
      questions: [{ ...question, askedAt: at(2) }],
      openQuestions: [id(2)],
      status: 'waiting-for-reporter',
      waitingFor: 'clarification',
    },
  },
  ClarificationReceived: {
    given: [arrived('triage', 2), questioned],
    change: { openQuestions: [], status: 'in-review', waitingFor: undefined },
  },
  CaseSealed: { change: { sealed: 'graft', reserved: true, sealNote: 'Dugaan pungli.' } },
  CaseUnsealed: {
    given: [fact('CaseSealed')],
    change: { sealed: undefined, reserved: false, unsealReason: 'Tidak terbukti.' },
  },
  AnsweredAtOnce: {
    change: { answeredAtOnce: [{ round: 1, answer: 'Datang ke loket 2.', answeredAt: at(1) }] },
  },
  UnitConsulted: { change: { consultations: [consultation] } },
  UnitAnswered: {
    given: [fact('UnitConsulted')],
    change: {
      consultations: [
        {
          ...consultation,
          state: 'answered',
          answer: 'Minggu ini.',
          answeredAt: '2026-11-24T03:00:00.000Z',
          answeredBy: person,
        },
      ],
    },
  },
  UnitReminded: {
    given: [fact('UnitConsulted')],
    change: { consultations: [{ ...consultation, reminders: 1 }] },
  },
  ConsultationCancelled: {
    given: [fact('UnitConsulted')],
    change: {
      consultations: [{ ...consultation, state: 'cancelled', cancelReason: 'Salah unit.' }],
    },
  },
  CoordinationConcluded: {
    given: [arrived('coordination', 3)],
    change: {
      conclusions: [
        { round: 1, concludedAt: at(2), summary: 'Dinas siap.', unansweredUnitIds: ['pln'] },
      ],
      step: 4,
      status: 'in-meeting',
      arrivedAt: at(2),
      visits: [
        { ...began, doneAt: at(1) },
        { step: 3, round: 1, arrivedAt: at(1), doneAt: at(2) },
        { step: 4, round: 1, arrivedAt: at(2) },
      ],
    },
  },
  MeetingScheduled: { change: { meetings: [meeting] } },
  MeetingRescheduled: {
    given: [fact('MeetingScheduled')],
    change: { meetings: [{ ...meeting, at: '2026-11-27T01:00:00.000Z', reason: 'Aula penuh.' }] },
  },
  MeetingCancelled: {
    given: [fact('MeetingScheduled')],
    change: { meetings: [{ ...meeting, state: 'cancelled', reason: 'Hujan.' }] },
  },
  MeetingHeld: {
    given: [fact('MeetingScheduled')],
    change: { meetings: [{ ...meeting, state: 'held', ...sample.MeetingHeld }] },
  },
  MeetingWaived: { change: { waivers: [{ round: 1, reason: 'Cukup jelas.', waivedAt: at(1) }] } },
  AnswerDrafted: { change: { drafts: [draft] } },
  SettlementProcessed: {
    given: [fact('AnswerDrafted')],
    change: {
      drafts: [{ ...draft, settlement: 'Sudah dipasang.', processedAt: at(2) }],
      step: 6,
      status: 'to-sign',
      arrivedAt: at(2),
      visits: [
        { ...began, doneAt: at(2) },
        { step: 6, round: 1, arrivedAt: at(2) },
      ],
    },
  },
  AnswerReturned: {
    given: [fact('AnswerDrafted')],
    change: {
      drafts: [{ ...draft, returnReason: 'Sebut tanggal.', returnedAt: at(2) }],
      step: 5,
      status: 'in-settlement',
      arrivedAt: at(2),
      visits: [
        { ...began, doneAt: at(2) },
        { step: 5, round: 1, arrivedAt: at(2) },
      ],
    },
  },
  AnswerApproved: { change: { documents: [document] } },
  BeritaAcaraNumbered: {
    given: [fact('AnswerApproved')],
    change: {
      documents: [{ ...document, state: 'numbered', number: '700.1.2.4/12/Kec.Waru/2026' }],
    },
  },
  BeritaAcaraRendered: {
    given: [fact('AnswerApproved')],
    change: {
      documents: [{ ...document, state: 'rendered', sha256: hash, mediaType: 'application/json' }],
    },
  },
  SigningBegun: {
    given: [fact('AnswerApproved')],
    change: {
      documents: [{ ...document, signing: { attemptId: id(19), begunAt: at(2), by: 'account-1' } }],
    },
  },
  SigningFailed: {
    given: [fact('AnswerApproved')],
    change: {
      documents: [
        { ...document, signingFailures: [{ at: at(2), reason: 'BSrE tidak menjawab.' }] },
      ],
    },
  },
  AnswerSigned: {
    given: [fact('AnswerApproved')],
    when: fact('AnswerSigned', { method: 'paper' }),
    change: {
      documents: [
        {
          ...document,
          state: 'signed',
          method: 'paper',
          signedAt: '2026-11-24T04:00:00.000Z',
          signedSha256: hash,
        },
      ],
    },
  },
  AnswerStamped: {
    given: [fact('AnswerApproved')],
    change: {
      documents: [{ ...document, state: 'stamped', stampedAt: '2026-11-24T05:00:00.000Z' }],
      step: 7,
      status: 'to-deliver',
      arrivedAt: at(2),
      visits: [
        { ...began, doneAt: at(2) },
        { step: 7, round: 1, arrivedAt: at(2) },
      ],
    },
  },
  BeritaAcaraNumberVoided: {
    given: [fact('AnswerApproved')],
    change: {
      documents: [{ ...document, state: 'void', voidedAt: at(2), voidReason: 'Salah ketik.' }],
      step: 5,
      status: 'in-settlement',
      arrivedAt: at(2),
      visits: [
        { ...began, doneAt: at(2) },
        { step: 5, round: 1, arrivedAt: at(2) },
      ],
    },
  },
  ResultDelivered: {
    given: [arrived('resolution', 7)],
    change: {
      deliveries: only(sample.ResultDelivered) as ComplaintDocument['deliveries'],
      delivered: true,
      status: 'delivered',
      waitingFor: 'satisfaction',
    },
  },
  SurveyAnswered: {
    change: {
      surveys: [
        {
          round: 1,
          grades: [4, 3, 4, 4, 3, 4, 4, 3, 2],
          comment: 'Ruang tunggu sempit.',
          answeredAt: at(1),
        },
      ],
    },
  },
  SatisfactionClarified: {
    change: {
      satisfaction: [
        {
          round: 1,
          satisfied: false,
          reopenReason: 'answer-unclear',
          comment: 'Kurang jelas.',
          clarifiedAt: at(1),
        },
      ],
    },
  },
  RecipientNoted: { change: {} },
  MessageQueued: { change: { messages: [message] } },
  DeliveryAttempted: {
    given: [fact('MessageQueued')],
    change: { messages: [{ ...message, state: 'sending', attempts: 1, lastAt: at(2) }] },
  },
  MessageDelivered: {
    given: [fact('MessageQueued')],
    change: { messages: [{ ...message, state: 'delivered', lastAt: at(2) }] },
  },
  DeliveryFailed: {
    given: [fact('MessageQueued')],
    change: { messages: [{ ...message, state: 'failed', reason: 'timeout', lastAt: at(2) }] },
  },
  DeliveryOutcomeUnknown: {
    given: [fact('MessageQueued')],
    change: { messages: [{ ...message, state: 'unknown', lastAt: at(2) }] },
  },
  DeliveryGivenUp: {
    given: [fact('MessageQueued'), fact('ContactTaskCreated')],
    change: {
      messages: [{ ...message, state: 'given-up', reason: 'erased', lastAt: at(3) }],
      tasks: [{ ...task, createdAt: at(2), state: 'given-up', doneAt: at(3) }],
    },
  },
  ContactTaskCreated: { change: { tasks: [task] } },
  ContactTaskCompleted: {
    given: [fact('MessageQueued'), fact('ContactTaskCreated')],
    change: {
      messages: [{ ...message, state: 'delivered', lastAt: at(3) }],
      tasks: [{ ...task, createdAt: at(2), state: 'reached', doneAt: at(3), note: 'Senang.' }],
    },
  },
};

describe('the page of a complaint', () => {
  it('begins with the registration', () => {
    spec
      .given()
      .when(registered)
      .thenIs({
        complaintId,
        kecamatan: waru,
        caseType: 'complaint',
        channel: 'walk-in',
        receivedAt: '2026-11-23T01:00:00.000Z',
        recordedAt: at(0),
        anonymous: false,
        confidential: false,
        reserved: false,
        status: 'registered',
        step: 1,
        round: 1,
        holder: 'intake',
        inTransit: true,
        arrivedAt: at(0),
        openQuestions: [],
        withdrawalAsked: false,
        delivered: false,
        trackingCode: 'K7QM-2XRD',
        subject: 'Lampu jalan padam',
        description: 'Lampu jalan di depan pasar padam sejak Senin.',
        reporter,
        replyBy: 'phone',
        language: 'id',
        reportedParties: [person],
        duplicates: [],
        visits: [began],
        questions: [],
        information: [],
        files: [],
        consultations: [],
        conclusions: [],
        meetings: [],
        waivers: [],
        drafts: [],
        answeredAtOnce: [],
        documents: [],
        deliveries: [],
        satisfaction: [],
        messages: [],
        tasks: [],
        revisions: { ...noRevisions, intake: 0 },
      });
  });

  it.each(Object.entries(cases))('follows %s', (type, { given = [], when, change }) => {
    const happens = when ?? fact(type as keyof typeof samples);
    const service = happens.service ?? contractOf(type)?.services[0] ?? '';
    const earlier = [registered, ...given];
    const { before, after } = spec.given(...earlier).when(happens);
    const revision = historyOf([...earlier, happens]).at(-1)?.revision;
    expect(after).toEqual(
      // A change to undefined is a field that is gone, which toEqual takes for the same.
      { ...before, ...change, revisions: { ...before.revisions, [service]: Number(revision) } },
    );
  });

  it('has a case for every event that can stand in the streams of a complaint', () => {
    const elsewhere = [
      'ComplaintRegistered',
      'NumberAllocated',
      'SuggestionBoxOpened',
      'SlipRecorded',
      'SlipReleased',
      'VisitorArrived',
      'VisitorCalled',
      'VisitorServed',
      'VisitorLeft',
      'OfficerListed',
      'OfficerUnlisted',
      'DelegationGranted',
      'DelegationRevoked',
    ];
    const types = Object.values(eventContracts)
      .filter(({ services }) => !services.some((name) => name === 'sla' || name === 'portal'))
      .map(({ type }) => type)
      .filter((type) => !elsewhere.includes(type));
    expect(Object.keys(cases).sort()).toEqual(types.sort());
  });

  it('counts events of types that it does not know in the revisions', () => {
    const unknown = { type: 'PhotoAttached', data: { x: 1 }, service: 'triage' };
    spec
      .given(registered)
      .when(unknown)
      .thenChanged({ revisions: { ...noRevisions, intake: 0, triage: 0 } });
  });

  it('makes nothing of events before the registration, in other streams, or of a second registration', () => {
    spec
      .given()
      .when(fact('StepTaken', {}, { service: 'triage' }))
      .thenUnchanged();
    const queue = fact('VisitorArrived', {}, { streamId: `intake-queue-${waru}-2026-11-24` });
    spec.given(registered).when(queue).thenUnchanged();
    const numbers = fact('NumberAllocated', {}, { streamId: `intake-register-${waru}-2026` });
    spec.given(registered).when(numbers).thenUnchanged();
    spec
      .given(registered)
      .when(fact('ComplaintRegistered', { subject: 'Lain' }))
      .thenChanged({ revisions: { ...noRevisions, intake: 1 } });
  });

  it('keeps a case where it is until the next holder has it, when it is reopened elsewhere', () => {
    const given = [registered, arrived('resolution', 7), fact('ResultDelivered')];
    const reopened = fact('CaseReopened', { atStep: 3, reopenReason: 'facts-incomplete' });
    const over = fact('CaseHandedOver', {}, { service: 'resolution' });
    const { after } = spec.given(...given, reopened).when(over);
    expect(after).toMatchObject({ step: 7, round: 1, status: 'delivered', inTransit: true });
    const there = spec.given(...given, reopened, over).when(arrived('coordination', 3, 2)).after;
    expect(there).toMatchObject({ step: 3, round: 2, status: 'in-coordination', inTransit: false });
    expect(there).toMatchObject({ holder: 'coordination', delivered: false });
  });

  it('signs electronically straight into step 7', () => {
    const { after } = spec.given(registered, fact('AnswerApproved')).when(fact('AnswerSigned'));
    expect(after).toMatchObject({ step: 7, status: 'to-deliver' });
  });

  it('bounds its lists, and keeps the newest', () => {
    const many = Array.from({ length: 130 }, (_, n) => fact('InformationAdded', { text: `${n}` }));
    const [doc] = [...replay(complaints, historyOf([registered, ...many])).values()];
    expect(doc?.information).toHaveLength(100);
    expect(doc?.information.at(-1)?.text).toBe('129');
  });

  it('carries hostile text as it is', () => {
    const text = '$where {"$gt":""} <script>alert(1)</script> \u{1F4A1} ../../etc/passwd';
    const { after } = spec.given(registered).when(fact('InformationAdded', { text }));
    expect(after.information[0]?.text).toBe(text);
  });

  it('gives a page as its contract states it, for every event', () => {
    const actor = { id: 'a', role: 'petugas', kecamatan: waru } as const;
    for (const [type, { given = [], when }] of Object.entries(cases)) {
      const happens = when ?? fact(type as keyof typeof samples);
      const { after } = spec.given(registered, ...given).when(happens);
      const page = officersPage(after, actor, 'tim');
      expect(complaintPage.parse(page), type).toEqual(page);
    }
  });
});
