import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { composeMail } from './compose-mail.js';
import { EmlFolder } from './eml-folder.js';
import type { Mail } from './transport.js';

const folder = mkdtempSync(join(tmpdir(), 'aduan-mail-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const logger = pino({ level: 'silent' });
const mail: Mail = {
  messageId: '0d9f5e52-0a60-5a3c-8f5c-3c1f7a2b9d10',
  headerId: '0d9f5e52-0a60-5a3c-8f5c-3c1f7a2b9d10@aduan.example',
  from: 'aduan@aduan.example',
  to: 'siti@example.id',
  subject: 'Laporan Anda telah dicatat: REG/0001/Kec.Waru/2026',
  body: 'Yth. Pelapor,\n\nLaporan Anda telah dicatat.\n',
  date: new Date('2026-11-24T01:00:00Z'),
};

describe('the folder of messages', () => {
  it('keeps one file for a message, however often it is sent', async () => {
    const way = new EmlFolder(join(folder, 'twice'), logger);
    expect(await way.send(mail)).toEqual({ kind: 'delivered' });
    const first = readFileSync(join(folder, 'twice', `${mail.messageId}.eml`));
    expect(await way.send(mail)).toEqual({ kind: 'delivered' });
    expect(readdirSync(join(folder, 'twice'))).toEqual([`${mail.messageId}.eml`]);
    expect(readFileSync(join(folder, 'twice', `${mail.messageId}.eml`)).equals(first)).toBe(true);
    expect(first.toString('utf8')).toContain('Subject: Laporan Anda telah dicatat');
  });

  it('that is no folder is a failure that may pass', async () => {
    const path = join(folder, 'a-file');
    writeFileSync(path, '');
    chmodSync(path, 0o400);
    expect(await new EmlFolder(path, logger).send(mail)).toEqual({
      kind: 'failed',
      reason: 'unreachable',
      permanent: false,
    });
  });
});

describe('a message', () => {
  it('cannot be given another header or another receiver', async () => {
    const hostile: Partial<Mail>[] = [
      { to: 'a@example.id, b@example.id' },
      { to: 'a@example.id\r\nBcc: b@example.id' },
      { to: 'Siti <a@example.id>' },
      { to: '' },
      { from: 'x\n@example.id' },
      { subject: 'Halo\r\nBcc: b@example.id' },
      { headerId: 'x>\r\nBcc: b@example.id' },
    ];
    for (const change of hostile)
      await expect(composeMail({ ...mail, ...change })).rejects.toThrow(RangeError);
  });

  it('takes any text as text', async () => {
    const body = '.\r\n.\r\nSubject: lain\r\n\r\n--batas\r\n\u{1f6a8} '.repeat(500);
    const bytes = (await composeMail({ ...mail, body })).toString('utf8');
    const [headers = ''] = bytes.split('\r\n\r\n');
    expect(headers.match(/^Subject:/gm)).toHaveLength(1);
    expect(headers).not.toContain('batas');
    expect(Math.max(...bytes.split('\r\n').map((line) => line.length))).toBeLessThan(999);
  });
});
