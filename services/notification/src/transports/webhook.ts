import { Webhook } from 'standardwebhooks';
import type { Logger } from 'pino';
import { ConfigError } from '#libs/service';
import { delivered, failed, type AttemptResult, type Hook, type HookWay } from './transport.js';

export interface WebhookAddress {
  url: string;
  /** `whsec_` and 24 to 64 bytes in base64. */
  secret: string;
}

const secretShape = /^whsec_[A-Za-z0-9+/]+={0,2}$/;

/**
 * Checks the subscriber's address and secret (Standard Webhooks). Throws ConfigError naming the variable; secrets are not
 * repeated.
 */
export const checkWebhook = (url: string, secret: string | undefined): WebhookAddress => {
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:')
    throw new ConfigError('ADUAN_WEBHOOK_URL must begin with https:// or http://');
  if (username !== '' || password !== '')
    throw new ConfigError('ADUAN_WEBHOOK_URL must not carry a user or password: calls are signed');
  if (secret === undefined)
    throw new ConfigError(
      'ADUAN_WEBHOOK_SECRET is missing; make one with: echo whsec_$(openssl rand -base64 32)',
    );
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  if (!secretShape.test(secret) || bytes < 24 || bytes > 64)
    throw new ConfigError(
      'ADUAN_WEBHOOK_SECRET must be whsec_ followed by 24 to 64 bytes in base64',
    );
  return { url, secret };
};

const gone = 410;

/** Tells a subscriber over HTTP, signed as Standard Webhooks has it. Receivers know a repetition by its `webhook-id`. */
export class WebhookWay implements HookWay {
  readonly repeatable = true;
  private readonly signer: Webhook;

  constructor(
    private readonly address: WebhookAddress,
    private readonly logger: Logger,
    private readonly now: () => Date,
    private readonly timeoutMs = 10_000,
  ) {
    this.signer = new Webhook(address.secret);
  }

  async send({ webhookId, payload }: Hook): Promise<AttemptResult> {
    const at = this.now();
    try {
      const response = await fetch(this.address.url, {
        method: 'POST',
        body: payload,
        // A redirect would carry the signed call to an address that nobody configured.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.timeoutMs),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Aduan',
          'webhook-id': webhookId,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': this.signer.sign(webhookId, at, payload),
        },
      });
      await response.body?.cancel();
      if (response.ok) return delivered;
      this.logger.warn({ webhookId, status: response.status }, 'subscriber refused');
      return failed('rejected', response.status === gone);
    } catch (error) {
      const { name } = error as Error;
      this.logger.warn({ webhookId, error: name }, 'subscriber not reached');
      return failed(name === 'TimeoutError' ? 'timeout' : 'unreachable');
    }
  }
}
