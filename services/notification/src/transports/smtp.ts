import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Logger } from 'pino';
import { composeMail } from './compose-mail.js';
import type { SmtpAddress } from './smtp-address.js';
import { delivered, failed, type AttemptResult, type Mail, type MailWay } from './transport.js';

export interface SmtpTimeouts {
  /** For connecting and for each answer, in ms. */
  answerMs: number;
  /** For one message in all, in ms. */
  messageMs: number;
}

/** What nodemailer tells of a failure. */
interface SmtpFailure {
  code?: string;
  command?: string;
  responseCode?: number;
}

const refused = ({ command, responseCode = 0 }: SmtpFailure): AttemptResult => {
  const isOfMessage = command === 'RCPT TO' || command === 'MAIL FROM' || command === 'DATA';
  const permanent = responseCode >= 500 && isOfMessage;
  return failed(permanent && command === 'RCPT TO' ? 'invalid-address' : 'rejected', permanent);
};

/**
 * What a failure means. An answer of the server is certain. Without one it depends on whether the message had been given to
 * it: then nobody can tell.
 */
export const meaningOf = (failure: SmtpFailure, wasGiven: boolean): AttemptResult => {
  if (failure.responseCode) return refused(failure);
  if (wasGiven) return { kind: 'unknown' };
  if (failure.code === 'EENVELOPE') return failed('invalid-address', true);
  return failed(failure.code === 'ETIMEDOUT' ? 'timeout' : 'unreachable');
};

/** The message, and whether the server has asked for it: nodemailer reads it once DATA is accepted. */
const bodyOf = (bytes: Buffer): { stream: Readable; wasGiven: () => boolean } => {
  let isGiven = false;
  const stream = new Readable({
    read() {
      isGiven = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return { stream, wasGiven: () => isGiven };
};

const called = (work: (done: (error?: Error | null) => void) => void): Promise<void> =>
  new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));

/** Sends e-mail over SMTP, one connection for each message. */
export class SmtpWay implements MailWay {
  readonly repeatable = false;

  constructor(
    private readonly address: SmtpAddress,
    private readonly logger: Logger,
    private readonly timeouts: SmtpTimeouts = { answerMs: 15_000, messageMs: 90_000 },
  ) {}

  async send(mail: Mail): Promise<AttemptResult> {
    const { stream, wasGiven } = bodyOf(await composeMail(mail));
    const { host, port, secure, requireTLS } = this.address;
    const { answerMs, messageMs } = this.timeouts;
    const connection = new SMTPConnection({
      host,
      port,
      secure,
      requireTLS,
      connectionTimeout: answerMs,
      greetingTimeout: answerMs,
      socketTimeout: answerMs,
    });
    const broken = new Promise<never>((_, reject) => {
      connection.on('error', reject);
      connection.once('end', () => reject(new Error('connection closed')));
    });
    const late = setTimeout(() => {
      connection.emit('error', Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }));
    }, messageMs);
    try {
      await Promise.race([broken, this.converse(connection, mail, stream)]);
      connection.quit();
      return delivered;
    } catch (error) {
      const failure = error as SmtpFailure;
      const { code, command, responseCode } = failure;
      this.logger.warn({ host, port, code, command, responseCode }, 'mail server did not take it');
      connection.close();
      return meaningOf(failure, wasGiven());
    } finally {
      clearTimeout(late);
    }
  }

  private async converse(connection: SMTPConnection, mail: Mail, body: Readable): Promise<void> {
    await called((done) => connection.connect(done));
    const { auth } = this.address;
    if (auth) await called((done) => connection.login({ credentials: auth, ...auth }, done));
    await called((done) =>
      connection.send({ from: mail.from, to: [mail.to] }, body, (error) => done(error)),
    );
  }
}
