import { DomainError } from '#libs/contracts';
import type { AccountSecrets } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import { z } from 'zod';
import { AccountOrders, type Asked } from './account-orders.js';
import type { Accounts } from './accounts.js';
import type { Sessions } from './sessions.js';
import {
  afterUse,
  enrolmentUri,
  factorOf,
  newRecoveryCodes,
  newSecret,
  recoveryHash,
  stepOf,
} from './totp.js';

/** An enrolment that was begun is finished within so long. */
const enrolmentMinutes = 15;

const pendingSchema = z.object({ secret: z.string(), begunAt: z.iso.datetime() });

/** What an authenticator is told, once. */
export interface Enrolment {
  /** To be typed where no camera is. */
  secret: string;
  /** otpauth:// address, for the QR code. */
  uri: string;
}

/** Second factors of accounts: secrets and hashes lie in the vault, that there is one in the account's stream. */
export class SecondFactors {
  private readonly orders: AccountOrders;

  constructor(
    private readonly kit: Pick<ServiceKit, 'store' | 'sealer' | 'now' | 'secrets'>,
    private readonly accounts: Pick<Accounts, 'requirePassword'>,
    private readonly sessions: Pick<Sessions, 'account' | 'endAll' | 'needsStrong'>,
  ) {
    this.orders = new AccountOrders(kit, sessions);
  }

  /** Whether the account signs in with a code. */
  async has(accountId: string): Promise<boolean> {
    return factorOf((await this.kit.secrets.get(accountId)) ?? {}) !== undefined;
  }

  /** Begins an enrolment; beginning again gives a new secret. Throws DomainError `not-found`, `already-done`. */
  async begin(accountId: string): Promise<Enrolment> {
    const secret = newSecret();
    const pending = { secret, begunAt: this.kit.now().toISOString() };
    let login = '';
    await this.change(accountId, (now) => {
      if (factorOf(now)) throw new DomainError('already-done');
      login = now.login ?? '';
      return { ...now, pendingFactor: pending };
    });
    return { secret, uri: enrolmentUri(secret, login) };
  }

  /** The enrolment that is under way, to show it again. Throws DomainError `no-enrolment`. */
  async pending(accountId: string): Promise<Enrolment> {
    const secrets = (await this.kit.secrets.get(accountId)) ?? {};
    const secret = this.pendingSecret(secrets);
    return { secret, uri: enrolmentUri(secret, secrets.login ?? '') };
  }

  /**
   * Finishes an enrolment by a code of the authenticator, ends every session, and gives the recovery codes, this once. Throws
   * DomainError `no-enrolment`, `wrong-code`, `already-done`.
   */
  async confirm(accountId: string, code: string, asked: Asked): Promise<string[]> {
    const codes = newRecoveryCodes();
    await this.change(accountId, ({ pendingFactor, ...now }) => {
      if (factorOf(now)) throw new DomainError('already-done');
      const secret = this.pendingSecret({ pendingFactor });
      const lastStep = stepOf({ secret }, code, this.kit.now());
      if (lastStep === undefined) throw new DomainError('wrong-code', {}, { field: 'code' });
      return { ...now, secondFactor: { secret, lastStep, recovery: codes.map(recoveryHash) } };
    });
    await this.orders.give(accountId, { type: 'EnableSecondFactor' }, asked);
    await this.sessions.endAll(accountId);
    return codes;
  }

  /**
   * Uses a code up, of the authenticator or a recovery code. Two who come with the same code at once: one of them gets in. Throws
   * DomainError `wrong-code`.
   */
  async use(accountId: string, code: string, correlationId: string): Promise<void> {
    const used = { recovery: false, left: 0 };
    await this.change(accountId, (now) => {
      const factor = factorOf(now);
      const after = factor && afterUse(factor, code, this.kit.now());
      if (!after) throw new DomainError('wrong-code', {}, { field: 'code' });
      used.recovery = after.recovery;
      used.left = after.factor.recovery.length;
      return { ...now, secondFactor: after.factor };
    });
    if (!used.recovery) return;
    const { role, kecamatan } = await this.orders.known(accountId);
    const asked = { by: { id: accountId, role, kecamatan }, key: correlationId, correlationId };
    await this.orders.give(accountId, { type: 'UseRecoveryCode', left: used.left }, asked);
  }

  /**
   * Its owner takes the second factor off; an open session is not enough. Throws DomainError `wrong-credentials`,
   * `second-factor-required` when his role needs one.
   */
  async disable(accountId: string, password: string, asked: Asked): Promise<void> {
    await this.accounts.requirePassword(accountId, password);
    const { role } = await this.orders.known(accountId);
    if (this.sessions.needsStrong(role)) throw new DomainError('second-factor-required');
    await this.remove(accountId, 'owner', asked);
  }

  /** An admin takes it off for somebody who lost telephone and codes, and ends his sessions. Throws DomainError `not-found`. */
  async reset(accountId: string, asked: Asked): Promise<void> {
    await this.remove(accountId, 'admin', asked);
    await this.sessions.endAll(accountId);
  }

  private async remove(accountId: string, by: 'owner' | 'admin', asked: Asked): Promise<void> {
    await this.change(accountId, ({ secondFactor: _, pendingFactor: __, ...now }) => now);
    await this.orders.give(accountId, { type: 'DisableSecondFactor', by }, asked);
  }

  private pendingSecret(secrets: AccountSecrets): string {
    const pending = pendingSchema.safeParse(secrets['pendingFactor']);
    const age = pending.success ? this.kit.now().getTime() - Date.parse(pending.data.begunAt) : NaN;
    if (!pending.success || age > enrolmentMinutes * 60_000) throw new DomainError('no-enrolment');
    return pending.data.secret;
  }

  private async change(
    accountId: string,
    change: (now: AccountSecrets) => AccountSecrets,
  ): Promise<void> {
    if (!(await this.kit.secrets.update(accountId, change))) throw new DomainError('not-found');
  }
}
