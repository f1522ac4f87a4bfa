import { createHash } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { DomainError } from '#libs/contracts';
import { tokenKey } from '#libs/eventsourcing';
import { normalisedLogin } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import { neighbourhood, throttle } from '../http/throttle.js';
import type { Accounts, AccountView } from './accounts.js';
import { deviceWords, placeWords } from './client-words.js';
import { knows, readDevice, rememberLogin, type Device } from './device.js';
import type { Attempts, Patience } from './patience.js';
import type { SecondFactors } from './second-factors.js';
import type { Sessions } from './sessions.js';

/** From where somebody signs in. */
export interface From {
  address: string;
  userAgent: string | undefined;
  /** Token of a device that signed in before. */
  device?: string | undefined;
  correlationId: string;
}

/** A session that was just begun. */
export interface SignedIn {
  token: string;
  expiresAt: string;
  account: AccountView;
  /** To be sent at the next sign-in from here; it lets nobody in. */
  device: string;
}

/** The password was right, and a code is needed. */
export interface CodeNeeded {
  ticket: string;
}

const minutes = 60;
/** Where the officer signed in before he alone counts, whoever hammers his login from elsewhere. */
const known: Patience = { free: 5, firstSeconds: 5, mostSeconds: 300, forgetSeconds: 60 * minutes };
/** One neighbourhood of unknown devices and one login. */
const near: Patience = { free: 5, firstSeconds: 10, mostSeconds: 900, forgetSeconds: 60 * minutes };
/** All unknown devices together and one login: about one guess a minute under attack, 1,440 a day. */
const all: Patience = { free: 20, firstSeconds: 2, mostSeconds: 60, forgetSeconds: 60 * minutes };
/** Codes from unknown devices, of somebody who knows the password already: some hundred a day. */
const code: Patience = {
  free: 5,
  firstSeconds: 10,
  mostSeconds: 900,
  forgetSeconds: 24 * 60 * minutes,
};

const ticketMinutes = 5;
const audience = 'aduan-second-step';
const ticketShape = z.object({ accountId: z.string(), password: z.string() });

const fingerprint = (passwordHash: string | undefined): string =>
  createHash('sha256')
    .update(passwordHash ?? '')
    .digest('base64url')
    .slice(0, 22);

/** Signing in: who may try, the password, the code, and the session. */
export class SignIn {
  private readonly deviceKey: Uint8Array;
  private readonly ticketKey: Uint8Array;

  constructor(
    private readonly kit: Pick<ServiceKit, 'secrets' | 'config'>,
    private readonly parts: {
      accounts: Accounts;
      factors: SecondFactors;
      sessions: Sessions;
      attempts: Attempts;
    },
  ) {
    this.deviceKey = tokenKey(kit.config.ADUAN_ACTOR_KEY, 'device');
    this.ticketKey = tokenKey(kit.config.ADUAN_ACTOR_KEY, 'second-step');
  }

  /** Throws DomainError `too-many-attempts`, `wrong-credentials`; the same for every reason and login. */
  async password(login: string, password: string, from: From): Promise<SignedIn | CodeNeeded> {
    const device = await readDevice(this.deviceKey, from.device);
    const name = normalisedLogin(login);
    const done = await this.allow(`login:${name}`, login, device, from, all);
    const account = await this.parts.accounts.signIn(login, password);
    await done();
    if (account.secondFactor) return { ticket: await this.ticketFor(account.accountId) };
    return this.begin(account, login, device, from, { strong: false });
  }

  /** The second step. Throws DomainError `session-needed` for an old ticket, `too-many-attempts`, `wrong-code`. */
  async code(ticket: string, typed: string, from: From): Promise<SignedIn> {
    const accountId = await this.accountOf(ticket);
    const device = await readDevice(this.deviceKey, from.device);
    const login = (await this.kit.secrets.get(accountId))?.login ?? '';
    const done = await this.allow(`code:${accountId}`, login, device, from, code);
    await this.parts.factors.use(accountId, typed, from.correlationId);
    await done();
    const account = await this.parts.accounts.view(accountId);
    if (account.status !== 'enabled') throw new DomainError('wrong-credentials');
    return this.begin(account, login, device, from, { strong: true });
  }

  /** A session for whom the identity provider knows. */
  async federated(account: AccountView, from: From): Promise<SignedIn> {
    const device = await readDevice(this.deviceKey, from.device);
    return this.begin(account, account.login ?? '', device, from, {
      strong: true,
      federated: true,
    });
  }

  /** A new session in place of one that just ended by a change of its owner, who is still there. */
  renew(
    account: AccountView,
    strong: boolean,
    from: Omit<From, 'device'>,
  ): Promise<{ token: string; expiresAt: string }> {
    return this.parts.sessions.begin(account.accountId, { ...wordsOf(from), strong });
  }

  private async begin(
    account: AccountView,
    login: string,
    device: Device | undefined,
    from: From,
    how: { strong: boolean; federated?: boolean },
  ): Promise<SignedIn> {
    const by = { ...wordsOf(from), ...how };
    const session = await this.parts.sessions.begin(account.accountId, by);
    return { ...session, account, device: await rememberLogin(this.deviceKey, device, login) };
  }

  /** Counts an attempt; what comes back is called when it succeeded. */
  private async allow(
    what: string,
    login: string,
    device: Device | undefined,
    from: From,
    together: Patience,
  ): Promise<() => Promise<void>> {
    const { attempts } = this.parts;
    if (device && knows(this.deviceKey, device, login)) {
      const own = `${what}|device:${device.id}`;
      await attempts.take(own, known);
      return () => attempts.forget(own);
    }
    const place = neighbourhood(from.address);
    const here = `${what}|${place}`;
    await throttle('sign-in-address', place);
    await attempts.take(here, near);
    await attempts.take(what, together);
    return async () => {
      await attempts.forget(here);
      await attempts.giveBack(what);
    };
  }

  private async ticketFor(accountId: string): Promise<string> {
    const secrets = await this.kit.secrets.get(accountId);
    const step = { accountId, password: fingerprint(secrets?.passwordHash) };
    return new SignJWT({ step })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${ticketMinutes}m`)
      .sign(this.ticketKey);
  }

  private async accountOf(ticket: string): Promise<string> {
    const step = await this.stepOf(ticket);
    const secrets = step && (await this.kit.secrets.get(step.accountId));
    if (!step || fingerprint(secrets?.passwordHash) !== step.password)
      throw new DomainError('session-needed');
    return step.accountId;
  }

  private async stepOf(ticket: string): Promise<z.output<typeof ticketShape> | undefined> {
    try {
      const expected = { audience, algorithms: ['HS256'] };
      const { payload } = await jwtVerify(ticket, this.ticketKey, expected);
      return ticketShape.parse(payload['step']);
    } catch {
      return undefined;
    }
  }
}

const wordsOf = ({ userAgent, address }: Pick<From, 'userAgent' | 'address'>) => ({
  device: deviceWords(userAgent),
  place: placeWords(address),
});
