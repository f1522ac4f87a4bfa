import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { parseSmtpUrl } from './smtp-address.js';
import { meaningOf, SmtpWay } from './smtp.js';
import type { Mail } from './transport.js';

const logger = pino({ level: 'silent' });
const mail: Mail = {
  messageId: '0d9f5e52-0a60-5a3c-8f5c-3c1f7a2b9d10',
  headerId: '0d9f5e52-0a60-5a3c-8f5c-3c1f7a2b9d10@aduan.example',
  from: 'aduan@aduan.example',
  to: 'siti@example.id',
  subject: 'Laporan Anda telah dicatat: REG/0001/Kec.Waru/2026',
  body: 'Yth. Pelapor,\n\n.titik di awal baris – dan “tanda kutip”\n',
  date: new Date('2026-11-24T01:00:00Z'),
};

type Answers = Partial<Record<'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'end', string>>;

/** A mail server that answers as it is told; `hang up` closes the connection, silence is an empty answer. */
const mailServer = async (
  answers: Answers = {},
): Promise<{ port: number; taken: string[]; commands: string[]; server: Server }> => {
  const taken: string[] = [];
  const commands: string[] = [];
  const server = createServer((socket) => {
    let body: string[] | undefined;
    let rest = '';
    socket.on('error', () => undefined);
    say(socket, answers.greeting ?? '220 ready');
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('utf8')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) body = hear(socket, line, body);
    });
  });
  const hear = (socket: Socket, line: string, body: string[] | undefined): string[] | undefined => {
    if (body && line !== '.') return [...body, line.replace(/^\.\./, '.')];
    if (body) {
      const answer = answers.end ?? '250 taken';
      if (answer.startsWith('250')) taken.push(body.join('\r\n'));
      say(socket, answer);
      return undefined;
    }
    commands.push(line);
    const verb = line.slice(0, 4).toUpperCase() as keyof Answers;
    const answer =
      answers[verb] ??
      { EHLO: '250 ok', DATA: '354 go on', QUIT: '221 bye' }[verb as string] ??
      '250 ok';
    say(socket, answer);
    return verb === 'DATA' && answer.startsWith('354') ? [] : undefined;
  };
  const say = (socket: Socket, answer: string): void => {
    if (answer === 'hang up') socket.destroy();
    else if (answer !== '') socket.write(`${answer}\r\n`);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(server);
  return { port: (server.address() as AddressInfo).port, taken, commands, server };
};

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    await new Promise((resolve) => server.close(resolve));
  }
});

const wayTo = (port: number): SmtpWay =>
  new SmtpWay(parseSmtpUrl(`smtp://127.0.0.1:${port}`), logger, {
    answerMs: 400,
    messageMs: 2_000,
  });

describe('a message over SMTP', () => {
  it('arrives whole, addressed to one person', async () => {
    const { port, taken, commands } = await mailServer();
    expect(await wayTo(port).send(mail)).toEqual({ kind: 'delivered' });
    expect(commands.filter((line) => /^(MAIL|RCPT)/.test(line))).toEqual([
      'MAIL FROM:<aduan@aduan.example>',
      'RCPT TO:<siti@example.id>',
    ]);
    const [message = ''] = taken;
    expect(message).toContain(`Message-ID: <${mail.headerId}>`);
    expect(message).toContain('To: siti@example.id');
    expect(message).toContain('Auto-Submitted: auto-generated');
    expect(message).toContain('Date: Tue, 24 Nov 2026 01:00:00 +0000');
  });

  it.each<[Answers, object]>([
    [{ RCPT: '550 no such user' }, { reason: 'invalid-address', permanent: true }],
    [{ RCPT: '450 greylisted' }, { reason: 'rejected', permanent: false }],
    [{ MAIL: '550 not you' }, { reason: 'rejected', permanent: true }],
    [{ end: '554 looks like spam' }, { reason: 'rejected', permanent: true }],
    [{ end: '451 later' }, { reason: 'rejected', permanent: false }],
    [{ greeting: '554 go away' }, { reason: 'rejected', permanent: false }],
    [{ greeting: 'hang up' }, { reason: 'unreachable', permanent: false }],
    [{ greeting: '' }, { reason: 'timeout', permanent: false }],
    [{ RCPT: 'hang up' }, { reason: 'unreachable', permanent: false }],
    [{ DATA: '' }, { reason: 'timeout', permanent: false }],
  ])('fails for certain when the server says %j', async (answers, expected) => {
    const { port } = await mailServer(answers);
    expect(await wayTo(port).send(mail)).toEqual({ kind: 'failed', ...expected });
  });

  it.each<Answers>([{ end: 'hang up' }, { end: '' }])(
    'has an unknown outcome when the server has it and says nothing: %j',
    async (answers) => {
      const { port } = await mailServer(answers);
      expect(await wayTo(port).send(mail)).toEqual({ kind: 'unknown' });
    },
  );

  it('fails for certain when nobody listens', async () => {
    const { port, server } = await mailServer();
    await new Promise((resolve) => server.close(resolve));
    open.length = 0;
    expect(await wayTo(port).send(mail)).toMatchObject({ kind: 'failed', reason: 'unreachable' });
  });

  it('is not said in the clear to a server that must offer TLS', async () => {
    const { port, commands } = await mailServer();
    const address = { ...parseSmtpUrl(`smtp://127.0.0.1:${port}`), requireTLS: true };
    const way = new SmtpWay(address, logger, { answerMs: 400, messageMs: 2_000 });
    expect(await way.send(mail)).toMatchObject({ kind: 'failed' });
    expect(commands.join(' ')).not.toContain('RCPT');
  });
});

describe('the meaning of a failure', () => {
  it('with wrong credentials is not the fault of the message', () => {
    const failure = { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 };
    expect(meaningOf(failure, false)).toEqual({
      kind: 'failed',
      reason: 'rejected',
      permanent: false,
    });
  });
});

describe('the address of the mail server', () => {
  it('carries user and password, and wants TLS from any other machine', () => {
    expect(parseSmtpUrl('smtp://aduan:p%40ss@mail.example:2525')).toEqual({
      host: 'mail.example',
      port: 2525,
      secure: false,
      requireTLS: true,
      auth: { user: 'aduan', pass: 'p@ss' },
    });
    expect(parseSmtpUrl('smtps://mail.example')).toMatchObject({ port: 465, secure: true });
    expect(parseSmtpUrl('smtp://mail.example?requireTLS=false').requireTLS).toBe(false);
    expect(parseSmtpUrl('smtp://localhost:1025').requireTLS).toBe(false);
  });

  it.each([
    'smtp:',
    'smtpx://mail.example',
    'smtp://',
    'smtp://secret:word@mail.example/x',
    'smtp://secret:word@mail.example?ignoreTLS=true',
  ])('%s is refused without repeating it', (url) => {
    expect(() => parseSmtpUrl(url)).toThrow(/ADUAN_SMTP_URL/);
    expect(() => parseSmtpUrl(url)).not.toThrow(/secret|word/);
  });
});
