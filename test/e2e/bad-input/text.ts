import { describe, expect, it } from 'vitest';
import { complaint, expectRefused, give, register, type Stage } from '../stage.js';

const refusedTexts: [string, string, RegExp][] = [
  ['a null byte', 'Jalan\u0000rusak', /control-characters/],
  ['a bell', 'Jalan\u0007rusak', /control-characters/],
  ['an escape sequence', 'Jalan \u001b[31mrusak', /control-characters/],
  ['a C1 control', 'Jalan\u0085rusak', /control-characters/],
  ['a mark that turns the order of signs', 'Jalan \u202ekasur', /control-characters/],
  ['an isolate', 'Jalan \u2066rusak\u2069', /control-characters/],
  ['half a pair', 'Jalan \ud83d rusak', /control-characters/],
  ['the other half', 'Jalan \ude00 rusak', /control-characters/],
  ['a byte order mark inside', 'Jalan\ufeffrusak', /control-characters/],
];

const hostile = [
  '<script>alert(document.cookie)</script>',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE complaints; --",
  '" OR ""="',
  '{{7*7}} ${7*7} <%= 7*7 %> #{7*7}',
  '=HYPERLINK("http://example.org","klik")',
  '../../../etc/passwd',
  '$(rm -rf /) `id` | cat',
  '{"$gt": ""}',
  '%s%n%d \\u0000 \\x00 &lt;b&gt;',
  'Jalan rusak 😀 👨‍👩‍👧 — „kutip“ ﷽ नमस्ते',
  'Dear Sir\nBcc: somebody@example.org',
];

/** Free text: what is refused, and what comes back exactly as it was written. */
export const describeText = (stage: () => Stage): void => {
  describe('a text', () => {
    it.each(refusedTexts)('with %s is refused, by its field', async (_, text, reason) => {
      const petugas = stage().as('petugas.waru');
      const body = complaint({
        subject: text,
        description: text,
        reporter: { name: text },
        reportedParties: [{ name: 'Seseorang', position: text }],
      });
      expectRefused(await give(petugas, 'RegisterComplaint', { body }), 400, 'invalid', {
        fields: {
          subject: reason,
          description: reason,
          'reporter.name': reason,
          'reportedParties.0.position': reason,
        },
      });
    });

    it('of 200 kB is refused, by its field', async () => {
      const petugas = stage().as('petugas.waru');
      const long = 'x'.repeat(200_000);
      const body = complaint({ description: long });
      const answer = await give(petugas, 'RegisterComplaint', { body });
      expectRefused(answer, 400, 'invalid', { fields: { description: /10.?000|20.?000/ } });
      expect(JSON.stringify(answer.body).length).toBeLessThan(2_000);
    });

    it('one sign too long is refused, exactly as long is taken', async () => {
      const petugas = stage().as('petugas.waru');
      const over = { body: complaint({ subject: 'x'.repeat(201) }) };
      const refused = await give(petugas, 'RegisterComplaint', over);
      expectRefused(refused, 400, 'invalid', { fields: { subject: /200/ } });
      const body = complaint({ subject: `  ${'x'.repeat(200)}  ` });
      expect((await petugas.register(body)).status).toBe(201);
    });

    it.each(hostile)('%j is stored and comes back as text', async (text) => {
      const { complaintId } = await register(stage(), {
        subject: text,
        description: text,
        place: text,
        reporter: { name: text },
        reportedParties: [{ name: text }],
      });
      const tim = stage().as('tim.waru');
      const page = await tim.must('GET', `/complaints/${complaintId}`);
      expect(page.headers.get('content-type')).toMatch(/^application\/json/);
      expect(page.headers.get('x-content-type-options')).toBe('nosniff');
      expect(page.body).toMatchObject({
        subject: text,
        description: text,
        place: text,
        reporter: { name: text },
        reportedParties: [{ details: { name: text } }],
      });
      const book = await tim.must('GET', '/register?kecamatan=64.09.02&year=2026&limit=200');
      const rows = book.body['rows'] as { complaintId: string }[];
      const row = rows.find((each) => each.complaintId === complaintId);
      if (row) expect(row).toMatchObject({ subject: text, reporterName: text });
    });

    it('is kept in its composed form, with plain line ends, without spaces around', async () => {
      const { complaintId } = await register(stage(), {
        description: '  Cafe\u0301 tutup\r\nsejak\tSenin  ',
      });
      const page = await stage().as('tim.waru').must('GET', `/complaints/${complaintId}`);
      expect(page.body['description']).toBe('Café tutup\nsejak\tSenin');
    });
  });
};
