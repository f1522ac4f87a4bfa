import { ConfigError } from '#libs/service';

/** Where and how the mail server is reached. */
export interface SmtpAddress {
  host: string;
  port: number;
  /** TLS from the first byte (smtps). */
  secure: boolean;
  /** Nothing is said before STARTTLS. */
  requireTLS: boolean;
  auth?: { user: string; pass: string };
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);

const refuse = (reason: string): never => {
  throw new ConfigError(`ADUAN_SMTP_URL ${reason}`);
};

/**
 * Reads `smtp://user:password@host:587` or `smtps://…`. Messages hold personal data, so a server elsewhere must offer TLS,
 * unless the address ends in `?requireTLS=false`. Throws ConfigError; its text never repeats the address.
 */
export const parseSmtpUrl = (text: string): SmtpAddress => {
  if (!URL.canParse(text)) refuse('is not an address such as smtp://user:password@host:587');
  const url = new URL(text);
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    refuse('must begin with smtp:// or smtps://');
  if (url.hostname === '') refuse('names no host');
  if (url.pathname.length > 1 || url.hash !== '') refuse('must end after the port');
  const options = [...url.searchParams];
  if (options.some(([name, value]) => name !== 'requireTLS' || value !== 'false'))
    refuse('takes no option but requireTLS=false');
  const secure = url.protocol === 'smtps:';
  const port = Number(url.port || (secure ? 465 : 587));
  const requireTLS = !secure && options.length === 0 && !isLoopback(url.hostname);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (url.username === '') return { host, port, secure, requireTLS };
  const auth = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return { host, port, secure, requireTLS, auth };
};
