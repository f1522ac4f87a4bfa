import { DomainError, type Actor } from '#libs/contracts';
import { commandKeyOf, handleCommand, type Handled } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { account, accountStream, type AccountOrder, type AccountState } from '../domain/account.js';
import type { Sessions } from './sessions.js';

/** Who asks, and under which key. */
export interface Asked {
  by: Actor;
  key: string;
  correlationId: string;
}

export type KnownAccount = Exclude<AccountState, { status: 'absent' }>;

/** The streams of accounts: all events of one lie in its own kecamatan, whoever asks. */
export class AccountOrders {
  constructor(
    private readonly kit: Pick<ServiceKit, 'store' | 'sealer' | 'now'>,
    private readonly sessions: Pick<Sessions, 'account'>,
  ) {}

  /** The account. Throws DomainError `not-found`. */
  async known(accountId: string): Promise<KnownAccount> {
    const state = await this.sessions.account(accountId);
    if (state.status === 'absent') throw new DomainError('not-found');
    return state;
  }

  /** Gives an order; the same key again does nothing more. Throws DomainError `not-found`, and what the account refuses. */
  async give(
    accountId: string,
    order: AccountOrder,
    asked: Asked,
    kecamatan?: string,
  ): Promise<Handled<AccountState>> {
    const place = kecamatan ?? (await this.known(accountId)).kecamatan;
    const district = place === '*' ? 'district' : place;
    return handleCommand({
      store: this.kit.store,
      sealer: this.kit.sealer,
      now: this.kit.now,
      decider: account,
      streamId: accountStream(accountId),
      command: order,
      context: {
        kecamatan: district,
        actor: asked.by,
        commandKey: commandKeyOf(asked.by.id, district, order.type, `${accountId}/${asked.key}`),
        correlationId: asked.correlationId,
      },
    });
  }
}
