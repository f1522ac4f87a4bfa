import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../deploy/demo/api-client.js';
import { bodies } from '../bodies.js';
import {
  complaint,
  expectRefused,
  give,
  giveSeen,
  officersOf,
  register,
  scriptFor,
  sendRaw,
  villages,
  type Stage,
} from '../stage.js';
import { walk } from '../../../deploy/demo/walk.js';

const json = 'application/json';

/** Bodies that are not what they should be. */
export const describeShape = (stage: () => Stage): void => {
  const send = (body: string | Buffer, type: string | undefined = json): Promise<Answer> => {
    const petugas = stage().as('petugas.waru');
    return sendRaw(stage().whole.url, {
      path: '/api/v1/complaints',
      body,
      headers: {
        authorization: `Bearer ${petugas.token}`,
        'idempotency-key': randomUUID(),
        ...(type === undefined ? {} : { 'content-type': type }),
      },
    });
  };
  const text = (changes: object = {}): string => JSON.stringify({ ...complaint(), ...changes });

  describe('a body', () => {
    it.each([
      ['cut off', () => text().slice(0, -5)],
      ['no JSON at all', () => 'pengaduan saya'],
      ['two values', () => `${text()}${text()}`],
      ['empty', () => ''],
      ['bytes that are no UTF-8', () => Buffer.from([0x22, 0xff, 0xfe, 0x22])],
      ['NaN', () => '{"kecamatan": NaN}'],
      ['a key that would change every object', () => '{"__proto__": {"role": "admin"}}'],
      ['a constructor', () => '{"constructor": {"prototype": {"role": "admin"}}}'],
      [
        'such a key deep inside',
        () => text({ reporter: undefined }).replace('{', '{"reporter":{"__proto__":{"name":"x"}},'),
      ],
    ])('is refused: %s', async (_, body) => {
      expectRefused(await send(body()), 400, 'not-json');
      expect(({} as Record<string, unknown>)['role']).toBeUndefined();
    });

    it.each([
      ['text/plain'],
      ['application/x-www-form-urlencoded'],
      ['multipart/form-data; boundary=x'],
      ['application/xml'],
      ['application/jsonp'],
    ])('is refused as %s', async (type) => {
      expectRefused(await send(text(), type), 415, 'media-type');
    });

    it('is refused without a media type', async () => {
      const petugas = stage().as('petugas.waru');
      const answer = await sendRaw(stage().whole.url, {
        path: '/api/v1/complaints',
        body: text(),
        headers: { authorization: `Bearer ${petugas.token}`, 'idempotency-key': randomUUID() },
      });
      expectRefused(answer, 415, 'media-type');
    });

    it('is taken as application/json with a charset', async () => {
      expect((await send(text(), 'application/json; charset=utf-8')).status).toBe(201);
    });

    it('is refused when it is larger than 256 KiB', async () => {
      expectRefused(await send(text({ description: 'x'.repeat(256 * 1024) })), 413, 'too-large');
    });

    it('is refused when it says a wrong length', async () => {
      const answer = await sendRaw(stage().whole.url, {
        path: '/api/v1/complaints',
        body: text(),
        headers: {
          authorization: `Bearer ${stage().as('petugas.waru').token}`,
          'content-type': json,
          'content-length': String(300 * 1024),
        },
      });
      expectRefused(answer, 413, 'too-large');
    });

    it.each([
      ['null', null],
      ['a list', []],
      ['a text', 'pengaduan'],
      ['a number', 7],
      ['true', true],
    ])('is refused when it is %s', async (_, body) => {
      expectRefused(await send(JSON.stringify(body)), 400, 'invalid');
    });

    it('names every field that it does not know, and each that is missing', async () => {
      const answer = await send(
        JSON.stringify({
          ...complaint(),
          subject: undefined,
          urgensi: 'tinggi',
          status: 'closed',
          reporter: { name: 'Pelapor', umur: 41 },
        }),
      );
      expectRefused(answer, 400, 'invalid', {
        fields: {
          urgensi: 'unknown-field',
          status: 'unknown-field',
          'reporter.umur': 'unknown-field',
          subject: /./,
        },
      });
    });

    it('is refused, and quickly, when it is nested without end', async () => {
      const depth = 20_000;
      const lists = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const objects = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
      const begun = Date.now();
      for (const nested of [lists, objects]) {
        expectRefused(await send(nested), 400, 'invalid');
        const body = text().replace('"subject":"Jalan berlubang"', `"subject":${nested}`);
        expectRefused(await send(body), 400, 'invalid', { fields: { subject: /./ } });
      }
      expect(Date.now() - begun).toBeLessThan(5_000);
    });
  });

  describe('a field', () => {
    const wrong: [string, object, string][] = [
      ['a list for a text', { subject: ['Jalan'] }, 'subject'],
      ['an object for a text', { description: { $gt: '' } }, 'description'],
      ['a number for a text', { subject: 5 }, 'subject'],
      ['a text for a flag', { anonymous: 'ya' }, 'anonymous'],
      ['a list for an object', { reporter: [] }, 'reporter'],
      ['a text for an object', { reporter: 'Pelapor' }, 'reporter'],
      ['an object for a list', { reportedParties: {} }, 'reportedParties'],
      [
        'a list too long',
        { reportedParties: Array.from({ length: 21 }, () => ({ name: 'X' })) },
        'reportedParties',
      ],
      ['null', { subject: null }, 'subject'],
      ['nothing but spaces', { subject: ' \t\n ' }, 'subject'],
      ['an unknown channel', { channel: 'telepati' }, 'channel'],
      ['an unknown type', { caseType: 'curhat' }, 'caseType'],
      ['a kecamatan that is no code', { kecamatan: 'Waru' }, 'kecamatan'],
      ['a village that is no code', { villageCode: '1003' }, 'villageCode'],
      ['a NIK too short', { reporter: { nik: '640902' } }, 'reporter.nik'],
      ['a NIK born on the 39th', { reporter: { nik: '6409027905900001' } }, 'reporter.nik'],
      ['a NIK born in month 13', { reporter: { nik: '6409020113900001' } }, 'reporter.nik'],
      ['a NIK without a serial', { reporter: { nik: '6409020105900000' } }, 'reporter.nik'],
      ['a NIK with letters', { reporter: { nik: '640902010590000A' } }, 'reporter.nik'],
      ['a phone of letters', { reporter: { phone: 'nol delapan' } }, 'reporter.phone'],
      ['a phone too short', { reporter: { phone: '0812' } }, 'reporter.phone'],
      ['a phone too long', { reporter: { phone: '0'.repeat(30) } }, 'reporter.phone'],
      ['an email without a place', { reporter: { email: 'pelapor@' } }, 'reporter.email'],
      [
        'a second line in an email',
        { reporter: { email: 'a@example.org\nBcc: b@example.org' } },
        'reporter.email',
      ],
      ['30 February', { receivedAt: '2026-02-30T01:00:00Z' }, 'receivedAt'],
      ['25 o’clock', { receivedAt: '2026-11-24T25:00:00Z' }, 'receivedAt'],
      ['a date as people write it', { receivedAt: '24/11/2026' }, 'receivedAt'],
      ['a time in words', { receivedAt: 'kemarin' }, 'receivedAt'],
      ['a box that is no id', { boxOpeningId: '../../etc/passwd' }, 'boxOpeningId'],
    ];
    it.each(wrong)('is refused: %s', async (_, changes, field) => {
      const answer = await send(text(changes));
      expectRefused(answer, 400, 'invalid', { fields: { [field]: /./ } });
      const named = (answer.body['fields'] as { field: string }[]).map((each) => each.field);
      expect(new Set(named)).toEqual(new Set([field]));
    });

    it('is explained in Indonesian by default, in English to who prefers it', async () => {
      const petugas = stage().as('petugas.waru');
      const body = { ...complaint(), subject: 5, reporter: { email: 'x' } };
      const said = async (language?: string): Promise<string[]> => {
        const answer = await give(petugas, 'RegisterComplaint', {
          body,
          ...(language === undefined ? {} : { language }),
        });
        const of = language?.startsWith('en') ? 'en' : 'id';
        expectRefused(answer, 400, 'invalid', { language: of });
        return (answer.body['fields'] as { reason: string }[]).map(({ reason }) => reason);
      };
      const indonesian = await said();
      expect(indonesian.join()).toMatch(/tidak valid/i);
      expect(await said('id-ID,en;q=0.5')).toEqual(indonesian);
      expect(await said('xx')).toEqual(indonesian);
      const english = await said('en-US,id;q=0.5');
      expect(english.join()).toMatch(/invalid/i);
      const answer = await give(petugas, 'ConsultUnit', {
        body: bodies.ConsultUnit,
        language: 'en',
      });
      expectRefused(answer, 403, 'wrong-role', { language: 'en' });
    });

    it('is refused by what the office knows: village, time, channel, contact', async () => {
      const petugas = stage().as('petugas.waru');
      const minutes = (n: number): string =>
        new Date(stage().clock.now().getTime() + n * 60_000).toISOString();
      const refused = async (changes: object, status: number, code: string, field?: string) => {
        const body = { ...complaint(), ...changes };
        const answer = await give(petugas, 'RegisterComplaint', { body });
        expectRefused(answer, status, code as never);
        if (field !== undefined) expect(answer.body['field']).toBe(field);
      };
      await refused({ villageCode: villages.penajam }, 422, 'unknown-village', 'villageCode');
      await refused({ villageCode: '64.09.02.9999' }, 422, 'unknown-village', 'villageCode');
      await refused({ receivedAt: minutes(60) }, 422, 'received-in-future', 'receivedAt');
      await refused({ receivedAt: '2025-10-01T01:00:00Z' }, 422, 'received-too-old', 'receivedAt');
      await refused({ replyBy: 'email' }, 422, 'contact-missing', 'replyBy');
      const id = randomUUID();
      await refused(
        { channel: 'suggestion-box', boxOpeningId: id },
        404,
        'not-found',
        'boxOpeningId',
      );
      // Clocks of two machines differ: five minutes ahead is now.
      const ahead = await petugas.register(complaint({ receivedAt: minutes(4) }));
      expect(ahead.status).toBe(201);
    });

    it('is refused by what the procedure knows: category, unit', async () => {
      const { complaintId } = await register(stage());
      const tim = stage().as('tim.waru');
      const classify = (changes: object) =>
        giveSeen(tim, 'ClassifyComplaint', complaintId, {
          ...bodies.ClassifyComplaint,
          ...changes,
        });
      expectRefused(await classify({ categoryId: 'sihir' }), 422, 'unknown-category');
      expectRefused(await classify({ unitIds: ['pupr', 'nasa'] }), 422, 'unknown-unit');
      expectRefused(await classify({ unitIds: [] }), 400, 'invalid', { fields: { unitIds: /./ } });
      const itself = { primaryComplaintId: complaintId };
      expectRefused(
        await giveSeen(tim, 'LinkDuplicate', complaintId, itself),
        422,
        'duplicate-of-itself',
      );
      const past = { question: 'Di mana?', answerBy: '2026-11-01' };
      expectRefused(
        await giveSeen(tim, 'RequestClarification', complaintId, past),
        422,
        'time-in-past',
      );
    });

    it('is too long to be stored: 413, and the case stays where it was', async () => {
      const { complaintId } = await register(stage());
      await walk(complaintId, officersOf(stage()), scriptFor(stage().clock), 'coordinated');
      // Characters of three bytes: within every limit of characters and under 256 KiB, yet sealed more than an event holds.
      const now = stage().clock.now().getTime();
      const body = {
        ...bodies.RecordMeeting,
        from: new Date(now - 20).toISOString(),
        to: new Date(now).toISOString(),
        discussion: '語'.repeat(20_000),
        decisions: Array.from({ length: 30 }, () => ({ text: '語'.repeat(2_000) })),
      };
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThan(256 * 1024);
      const answer = await giveSeen(stage().as('tim.waru'), 'RecordMeeting', complaintId, body);
      expectRefused(answer, 413, 'event-too-large');
      const page = await stage().as('tim.waru').must('GET', `/complaints/${complaintId}`);
      expect(page.body).toMatchObject({ step: 4, meetings: [] });
    });
  });

  describe('a query', () => {
    it.each([
      ['/search?limit=0'],
      ['/search?limit=201'],
      ['/search?limit=banyak'],
      ['/search?q=a&q=b'],
      ['/search?q[$ne]=x'],
      ['/search?kecamatan=waru'],
      ['/search?status=buka'],
      ['/search?__proto__=x'],
      [`/search?q=${'x'.repeat(201)}`],
      ['/search?cursor=bukan-kursor'],
      ['/queue?step=8'],
      ['/queue?cursor=e30'],
      ['/queue?tidak=dikenal'],
      ['/queue?after=kapan'],
      ['/queue?after=1'],
      ['/register?kecamatan=64.09.02'],
      ['/register?kecamatan=64.09.02&year=dua'],
      ['/register?kecamatan=64.09.02&year=2026&month=13'],
      ['/kecamatan/64.09.02/waiting-list?date=2026-02-30'],
      ['/complaints/bukan-uuid'],
      ['/complaints/bukan-uuid/timeline'],
    ])('%s is refused', async (path) => {
      expectRefused(await stage().as('petugas.waru').call('GET', path), 400, 'invalid');
    });

    it('finds nothing by what would mean something elsewhere', async () => {
      const tim = stage().as('tim.waru');
      for (const q of ['.*', '^', '$where', '{"$gt":""}', "' OR 1=1 --", '\\', '%00', '(((((']) {
        const answer = await tim.call('GET', `/search?q=${encodeURIComponent(q)}`);
        expect(answer.status, q).toBe(200);
      }
    });

    it('tells nothing of a complaint that is not there', async () => {
      for (const rest of ['', '/timeline']) {
        const path = `/complaints/${randomUUID()}${rest}`;
        expectRefused(await stage().as('tim.waru').call('GET', path), 404, 'not-found');
      }
    });
  });
};
