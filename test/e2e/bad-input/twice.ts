import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { commandKeyOf } from '#libs/eventsourcing';
import type { ApiClient } from '../../../deploy/demo/api-client.js';
import { bodies } from '../bodies.js';
import {
  complaint,
  expectRefused,
  give,
  pathOf,
  register,
  sawNothing,
  waru,
  type Stage,
} from '../stage.js';
import { everyEvent, type Raw } from '../stored.js';

/** Events that the command of this caller and key stored. */
const storedBy = async (
  stage: Stage,
  by: ApiClient,
  type: keyof typeof bodies,
  key: string,
): Promise<Raw[]> => {
  const commandKey = commandKeyOf(by.accountId ?? 'public', waru, type, key);
  const events = await everyEvent(stage.whole.system.servers.esdbUrl);
  return events.filter(({ metadata }) => metadata.commandKey === commandKey);
};

const ofComplaint = async (stage: Stage, type: string, complaintId: string): Promise<Raw[]> =>
  (await everyEvent(stage.whole.system.servers.esdbUrl)).filter(
    (event) => event.type === type && event.metadata.complaintId === complaintId,
  );

/** The same command again, two at once, too late. */
export const describeTwice = (stage: () => Stage): void => {
  describe('a command that is repeated', () => {
    it('registers once, however often it comes, at once or later', async () => {
      const petugas = stage().as('petugas.waru');
      const key = randomUUID();
      const body = complaint({ subject: 'Dikirim berkali-kali' });
      const send = () => give(petugas, 'RegisterComplaint', { body, key });
      const answers = [...(await Promise.all([send(), send(), send(), send()])), await send()];
      const [first] = answers;
      for (const answer of answers) {
        expect(answer.status).toBe(201);
        expect({ ...answer.body, replayed: true }).toEqual({ ...first?.body, replayed: true });
      }
      expect(answers.at(-1)?.headers.get('idempotent-replayed')).toBe('true');
      expect(answers.filter(({ body: { replayed } }) => replayed === false)).toHaveLength(1);
      const complaintId = String(first?.body['complaintId']);
      expect(await storedBy(stage(), petugas, 'RegisterComplaint', key)).toHaveLength(1);
      expect(await ofComplaint(stage(), 'RegisterNumberAssigned', complaintId)).toHaveLength(1);
      expect(await ofComplaint(stage(), 'NumberAllocated', complaintId)).toHaveLength(1);
    });

    it('acts once: the same answer again although the page has moved on', async () => {
      const { complaintId } = await register(stage());
      const tim = stage().as('tim.waru');
      const etag = await tim.etag(complaintId);
      const key = randomUUID();
      const given = { body: { step: 2 }, complaintId, etag, key };
      const first = await give(tim, 'TakeStep', given);
      expect(first.status).toBe(200);
      await tim.act(complaintId, 'RequestClarification', { question: 'Di mana tepatnya?' });
      const again = await give(tim, 'TakeStep', given);
      expect(again.status).toBe(200);
      expect(again.body).toEqual({ ...first.body, replayed: true });
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.headers.get('aduan-position')).toBe(first.headers.get('aduan-position'));
      expect(await storedBy(stage(), tim, 'TakeStep', key)).toHaveLength(1);
    });

    it('is refused with another body', async () => {
      const petugas = stage().as('petugas.waru');
      const key = randomUUID();
      const body = complaint();
      await petugas.register(body, key);
      const other = await give(petugas, 'RegisterComplaint', {
        body: { ...body, subject: 'Lain sekali' },
        key,
      });
      expectRefused(other, 422, 'key-reused');
      // The same in other words: order of fields and spaces around a text are no other body.
      const same = await give(petugas, 'RegisterComplaint', {
        body: {
          ...Object.fromEntries(Object.entries(body).reverse()),
          subject: ' Jalan berlubang ',
        },
        key,
      });
      expect(same.status).toBe(201);
      expect(same.body['replayed']).toBe(true);

      const { complaintId } = await register(stage());
      const tim = stage().as('tim.waru');
      const etag = await tim.etag(complaintId);
      const given = { complaintId, etag, key };
      await give(tim, 'SealCase', { ...given, body: { ground: 'graft' } });
      const sealed = await give(tim, 'SealCase', { ...given, body: { ground: 'camat' } });
      expectRefused(sealed, 422, 'key-reused');
    });

    it('is another one when another client chose the same key', async () => {
      const key = `kunci-${randomUUID()}`;
      const body = complaint();
      const [one, two] = await Promise.all(
        ['petugas.waru', 'petugas2.waru'].map((login) => stage().as(login).register(body, key)),
      );
      expect(one?.body['complaintId']).not.toBe(two?.body['complaintId']);
      expect(one?.body['registerNumber']).not.toBe(two?.body['registerNumber']);
    });

    it('is another one when it is another command or another complaint', async () => {
      const key = `kunci-${randomUUID()}`;
      const petugas = stage().as('petugas.waru');
      const [one, two] = await Promise.all([register(stage()), register(stage())]);
      for (const { complaintId } of [one, two]) {
        const options = { key };
        await petugas.act(complaintId, 'AddInformation', { text: 'Masih berlubang.' }, options);
        await petugas.act(complaintId, 'RequestWithdrawal', { reason: 'Sudah baik.' }, options);
      }
      for (const { complaintId } of [one, two]) {
        expect(await ofComplaint(stage(), 'InformationAdded', complaintId)).toHaveLength(1);
        expect(await ofComplaint(stage(), 'WithdrawalRequested', complaintId)).toHaveLength(1);
      }
    });

    it('does its work after it was refused', async () => {
      const petugas = stage().as('petugas.waru');
      const key = randomUUID();
      const wrong = complaint({ villageCode: '64.09.01.1001' });
      expectRefused(
        await give(petugas, 'RegisterComplaint', { body: wrong, key }),
        422,
        'unknown-village',
      );
      const answer = await petugas.register(complaint(), key);
      expect(answer.body['replayed']).toBe(false);
    });
  });

  describe('two officers at once', () => {
    it.each([1, 2, 3, 4])('one wins, the other is told what happened (try %i)', async () => {
      const { complaintId } = await register(stage());
      const officers = [stage().as('tim.waru'), stage().as('tim2.waru')];
      const etag = (await officers[0]?.etag(complaintId)) ?? '';
      const answers = await Promise.all(
        officers.map((tim) => give(tim, 'TakeStep', { body: { step: 2 }, complaintId, etag })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
      const winner = officers[answers.findIndex(({ status }) => status === 200)];
      const [late] = answers.filter(({ status }) => status === 409);
      if (!late) throw new Error('nobody was late');
      expectRefused(late, 409, 'revision-mismatch');
      expect(late.body['since']).toEqual([
        {
          type: 'StepTaken',
          revision: expect.stringMatching(/^\d+$/),
          occurredAt: expect.stringMatching(/^2026-11-24T.*Z$/),
          actor: { id: winner?.accountId, role: 'tim' },
        },
      ]);
      expect(await ofComplaint(stage(), 'StepTaken', complaintId)).toHaveLength(1);
    });

    it('who looked before somebody acted is told what happened since', async () => {
      const { complaintId } = await register(stage());
      const tim = stage().as('tim.waru');
      const etag = await tim.etag(complaintId);
      await tim.act(complaintId, 'TakeStep', { step: 2 });
      await tim.act(complaintId, 'ClassifyComplaint', bodies.ClassifyComplaint);
      const late = await give(stage().as('tim2.waru'), 'ReferComplaint', {
        body: bodies.ReferComplaint,
        complaintId,
        etag,
      });
      expectRefused(late, 409, 'revision-mismatch');
      const since = late.body['since'] as { type: string }[];
      expect(since.map(({ type }) => type)).toEqual([
        'StepTaken',
        'ComplaintClassified',
        'CaseHandedOver',
      ]);
      // Nothing that is sealed is told in passing.
      expect(JSON.stringify(since)).not.toMatch(/data|note/);
    });

    it('who claims to have seen more than there is, has not', async () => {
      const { complaintId } = await register(stage());
      const etag = '"i99.t99.c99.r99.n99"';
      const given = { body: { step: 2 }, complaintId, etag };
      const answer = await give(stage().as('tim.waru'), 'TakeStep', given);
      expectRefused(answer, 409, 'revision-mismatch');
    });
  });

  describe('the headers of a command', () => {
    const keys: [string, Record<string, string>, string][] = [
      ['no key', {}, 'key-missing'],
      ['an empty key', { 'idempotency-key': '' }, 'key-missing'],
      ['a short key', { 'idempotency-key': '1234567' }, 'key-malformed'],
      ['a long key', { 'idempotency-key': 'k'.repeat(201) }, 'key-malformed'],
      ['a key with spaces', { 'idempotency-key': 'kunci saya sendiri' }, 'key-malformed'],
      ['a key beyond ASCII', { 'idempotency-key': 'kunci-é-kunci' }, 'key-malformed'],
    ];
    it.each(keys)('%s', async (_, headers, code) => {
      const petugas = stage().as('petugas.waru');
      const { complaintId } = await register(stage());
      const sent = { headers: { ...headers, 'if-match': sawNothing } };
      const tries = [
        ['/complaints', complaint()],
        [pathOf('AddInformation', { complaintId }), bodies.AddInformation],
        [pathOf('OpenSuggestionBox', {}), bodies.OpenSuggestionBox],
      ] as const;
      for (const [path, body] of tries)
        expectRefused(await petugas.call('POST', path, { ...sent, body }), 400, code as never);
      const admin = stage().as('admin');
      const path = `/accounts/${admin.accountId}/enable`;
      expectRefused(await admin.call('POST', path, { headers, body: {} }), 400, code as never);
    });

    it('the public’s key is a UUID, so that no two reporters meet', async () => {
      const body = complaint({ channel: 'web' });
      for (const key of ['12345678', 'laporan-saya-1', '{11111111-1111-4111-8111-111111111111}'])
        expectRefused(
          await give(stage().public, 'RegisterComplaint', { body, key }),
          400,
          'key-malformed',
        );
    });

    it('no ETag', async () => {
      const { complaintId } = await register(stage());
      const headers = { 'idempotency-key': randomUUID() };
      const path = pathOf('TakeStep', { complaintId });
      const body = { step: 2 };
      const answer = await stage().as('tim.waru').call('POST', path, { body, headers });
      expectRefused(answer, 428, 'if-match-missing');
    });

    it.each([
      ['*'],
      ['"abc"'],
      ['i1.t1'],
      ['"i1.t1.c1.r1.n1", "i2.t2.c2.r2.n2"'],
      ['"i-2.t1.c1.r1.n1"'],
      ['"i1.t1.c1.r1.n1.x1"'],
      ['"i1.t9999999999999999.c1.r1.n1"'],
      ["'; DROP TABLE events; --"],
    ])('the ETag %s', async (etag) => {
      const { complaintId } = await register(stage());
      const given = { body: { step: 2 }, complaintId, etag };
      const answer = await give(stage().as('tim.waru'), 'TakeStep', given);
      expectRefused(answer, 400, 'if-match-malformed');
    });
  });
};
