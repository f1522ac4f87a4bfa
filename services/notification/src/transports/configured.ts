import type { Logger } from 'pino';
import { ConfigError, type Config } from '#libs/service';
import { isAddress } from './compose-mail.js';
import { EmlFolder } from './eml-folder.js';
import { parseSmtpUrl } from './smtp-address.js';
import { SmtpWay } from './smtp.js';
import type { HookWay, MailWay } from './transport.js';
import { checkWebhook, WebhookWay } from './webhook.js';

/** The ways out that the settings name. */
export interface Ways {
  mail: MailWay;
  /** Absent where nobody subscribed. */
  hook?: HookWay;
  /** Sender's address. */
  from: string;
}

type MailConfig = Pick<Config, 'ADUAN_SMTP_URL' | 'ADUAN_MAIL_FROM' | 'ADUAN_MAIL_FOLDER'>;

const mailWay = (config: MailConfig, logger: Logger): MailWay => {
  if (!isAddress(config.ADUAN_MAIL_FROM))
    throw new ConfigError('ADUAN_MAIL_FROM is not an e-mail address');
  if (config.ADUAN_SMTP_URL !== undefined) {
    const address = parseSmtpUrl(config.ADUAN_SMTP_URL);
    logger.info({ host: address.host, port: address.port }, 'e-mail goes out over SMTP');
    return new SmtpWay(address, logger);
  }
  const folder = config.ADUAN_MAIL_FOLDER;
  logger.info({ folder }, 'e-mail is not sent: messages are written to a folder as .eml files');
  return new EmlFolder(folder, logger);
};

/** Makes the ways out and says in the log where messages go. Throws ConfigError. */
export const configuredWays = (
  config: MailConfig & Pick<Config, 'ADUAN_WEBHOOK_URL' | 'ADUAN_WEBHOOK_SECRET'>,
  logger: Logger,
  now: () => Date,
): Ways => {
  const mail = mailWay(config, logger);
  const from = config.ADUAN_MAIL_FROM;
  if (config.ADUAN_WEBHOOK_URL === undefined) return { mail, from };
  const address = checkWebhook(config.ADUAN_WEBHOOK_URL, config.ADUAN_WEBHOOK_SECRET);
  const { protocol, host } = new URL(address.url);
  logger.info({ subscriber: host }, 'a subscriber is told by webhook');
  if (protocol === 'http:') logger.warn({ subscriber: host }, 'the webhook is not encrypted');
  return { mail, from, hook: new WebhookWay(address, logger, now) };
};
