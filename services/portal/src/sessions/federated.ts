import { CompactEncrypt, compactDecrypt } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
  type IDToken,
} from 'openid-client';
import { z } from 'zod';
import { DomainError } from '#libs/contracts';
import { tokenKey } from '#libs/eventsourcing';
import { normalisedLogin } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import type { Accounts, AccountView } from './accounts.js';

/** Where the provider sends people back to; it has to know this address. */
export const returnPath = '/masuk/oidc/kembali';
const providerSeconds = 8;
const attemptMinutes = 10;

const attemptShape = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Page that was asked for. */
  next: z.string(),
  until: z.number(),
});
type Attempt = z.infer<typeof attemptShape>;

/**
 * Signing in by the identity provider of the district (OpenID Connect, code flow with PKCE, state and nonce). It never makes an
 * account: it finds one. The provider's own rules about second factors hold. What belongs to an attempt lies encrypted in a cookie of
 * that browser, so that any portal can finish it.
 */
export class FederatedSignIn {
  private configuration: Promise<Configuration> | undefined;
  private readonly key: Uint8Array;

  constructor(
    private readonly kit: Pick<ServiceKit, 'config' | 'secrets' | 'now' | 'logger'>,
    private readonly accounts: Pick<Accounts, 'view'>,
  ) {
    this.key = tokenKey(kit.config.ADUAN_ACTOR_KEY, 'provider');
  }

  /** What the sign-in page calls it. */
  get name(): string {
    const { ADUAN_OIDC_NAME, ADUAN_OIDC_ISSUER = '' } = this.kit.config;
    return ADUAN_OIDC_NAME ?? new URL(ADUAN_OIDC_ISSUER).host;
  }

  /** Looks for the provider; when it is not there the log says so, and the portal starts all the same. */
  async prepare(): Promise<boolean> {
    return this.provider().then(
      () => true,
      () => false,
    );
  }

  /** Address of the provider, and the cookie's value. Throws DomainError `provider-unavailable`. */
  async begin(next: string): Promise<{ url: string; attempt: string }> {
    const provider = await this.provider();
    const until = this.kit.now().getTime() + attemptMinutes * 60_000;
    const verifier = randomPKCECodeVerifier();
    const attempt = { state: randomState(), nonce: randomNonce(), verifier, next, until };
    const url = buildAuthorizationUrl(provider, {
      redirect_uri: this.address(returnPath),
      scope: this.kit.config.ADUAN_OIDC_SCOPES ?? 'openid profile email',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt: await this.seal(attempt) };
  }

  /**
   * Whose account it is that came back with this query. Throws DomainError `sign-in-unfinished` (wrong state, used code, cancelled,
   * too late), `provider-unavailable`, `no-account`, `local-only`.
   */
  async finish(
    query: string,
    sealed: string | undefined,
  ): Promise<{ account: AccountView; next: string }> {
    const attempt = await this.open(sealed);
    const claims = await this.claimsOf(query, attempt);
    return { account: await this.accountOf(claims), next: attempt.next };
  }

  /** Where to sign out at the provider, undefined when it offers none or does not answer. */
  async signOutUrl(): Promise<string | undefined> {
    try {
      const provider = await this.provider();
      if (provider.serverMetadata().end_session_endpoint === undefined) return undefined;
      // Without an ID token, which would carry a name through the address: the provider asks once more instead.
      return buildEndSessionUrl(provider, { post_logout_redirect_uri: this.address('/masuk') })
        .href;
    } catch {
      return undefined;
    }
  }

  private address(path: string): string {
    return new URL(path, this.kit.config.ADUAN_PUBLIC_URL).href;
  }

  /** Throws DomainError `provider-unavailable`. What failed is asked for anew the next time. */
  private async provider(): Promise<Configuration> {
    this.configuration ??= this.discover();
    const asking = this.configuration;
    try {
      return await asking;
    } catch (err) {
      if (this.configuration === asking) this.configuration = undefined;
      this.kit.logger.warn({ err }, 'the identity provider does not answer');
      throw new DomainError('provider-unavailable');
    }
  }

  private discover(): Promise<Configuration> {
    const { ADUAN_OIDC_ISSUER = '', ADUAN_OIDC_CLIENT_ID = '' } = this.kit.config;
    const secret = this.kit.config.ADUAN_OIDC_CLIENT_SECRET;
    const issuer = new URL(ADUAN_OIDC_ISSUER);
    const authentication = secret === undefined ? None() : ClientSecretBasic(secret);
    return discovery(issuer, ADUAN_OIDC_CLIENT_ID, {}, authentication, {
      timeout: providerSeconds,
      execute: [
        enableNonRepudiationChecks,
        ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
      ],
    });
  }

  private async claimsOf(query: string, attempt: Attempt): Promise<IDToken> {
    const provider = await this.provider();
    try {
      const tokens = await authorizationCodeGrant(
        provider,
        new URL(`${returnPath}?${query}`, this.kit.config.ADUAN_PUBLIC_URL),
        {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.verifier,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims();
      if (claims) return claims;
    } catch (err) {
      // A provider that was restarted may have other keys and addresses.
      this.configuration = undefined;
      this.kit.logger.info({ reason: reasonOf(err) }, 'a sign-in by the provider was not finished');
      if (isMissing(err)) throw new DomainError('provider-unavailable');
    }
    throw new DomainError('sign-in-unfinished');
  }

  private async accountOf(claims: IDToken): Promise<AccountView> {
    const { ADUAN_OIDC_CLAIM: claim = 'preferred_username', ADUAN_OIDC_MATCH: match = 'login' } =
      this.kit.config;
    const value = claims[claim];
    if (typeof value !== 'string' || value.trim() === '') throw new DomainError('no-account');
    // Whoever may enter any address at the provider must not become its owner here.
    if (claim === 'email' && claims['email_verified'] !== true) throw new DomainError('no-account');
    const accountId = await (match === 'login' ? this.byLogin(value) : this.byEmail(value));
    const account = accountId === undefined ? undefined : await this.accounts.view(accountId);
    if (account?.status !== 'enabled') throw new DomainError('no-account');
    if (account.localOnly) throw new DomainError('local-only');
    return account;
  }

  private async byLogin(login: string): Promise<string | undefined> {
    return (await this.kit.secrets.findByLogin(login))?.id;
  }

  /** Two accounts with one address are nobody's. */
  private async byEmail(email: string): Promise<string | undefined> {
    const found: string[] = [];
    for await (const { id, secrets } of this.kit.secrets.all())
      if (secrets.email && normalisedLogin(secrets.email) === normalisedLogin(email))
        found.push(id);
    return found.length === 1 ? found[0] : undefined;
  }

  private seal(attempt: Attempt): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(attempt)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(this.key);
  }

  private async open(sealed: string | undefined): Promise<Attempt> {
    try {
      const { plaintext } = await compactDecrypt(sealed ?? '', this.key);
      const attempt = attemptShape.parse(JSON.parse(new TextDecoder().decode(plaintext)));
      if (attempt.until > this.kit.now().getTime()) return attempt;
    } catch {
      // Told below, as for one that ran out.
    }
    throw new DomainError('sign-in-unfinished');
  }
}

/** A word for the log; never what the provider said of a person. */
const reasonOf = (error: unknown): string => {
  const { code, error: said, name } = error as { code?: string; error?: string; name?: string };
  return [name, code, said].filter(Boolean).join(' ').slice(0, 120);
};

/** Nobody answered, or only with a failure of his own. */
const isMissing = (error: unknown): boolean => {
  const { code, status, cause } = error as {
    code?: string;
    status?: number;
    cause?: { name?: string };
  };
  return (
    code === 'OAUTH_TIMEOUT' ||
    (status ?? 0) >= 500 ||
    (error instanceof TypeError && error.message === 'fetch failed') ||
    cause?.name === 'TimeoutError'
  );
};
