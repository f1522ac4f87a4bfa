import { tokenKey } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { Accounts } from './accounts.js';
import { FederatedSignIn } from './federated.js';
import { Attempts } from './patience.js';
import { SecondFactors } from './second-factors.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';

/** Everything about who comes in, made once for the portal. */
export interface Access {
  sessions: Sessions;
  accounts: Accounts;
  factors: SecondFactors;
  attempts: Attempts;
  signIn: SignIn;
  /** Undefined where no identity provider is configured. */
  federated: FederatedSignIn | undefined;
}

/** Makes it from the settings, with its indexes. */
export const openAccess = async (kit: ServiceKit): Promise<Access> => {
  const { config, now } = kit;
  const sessions = new Sessions(kit.mongo, kit.store, now, {
    hours: config.ADUAN_SESSION_HOURS,
    idleMinutes: config.ADUAN_SESSION_IDLE_MINUTES,
    strongRoles: config.ADUAN_SECOND_FACTOR_ROLES,
  });
  const attempts = new Attempts(kit.mongo, tokenKey(config.ADUAN_ACTOR_KEY, 'device'), now);
  await sessions.prepare();
  await attempts.prepare();
  const accounts = new Accounts(kit, sessions);
  const factors = new SecondFactors(kit, accounts, sessions);
  const signIn = new SignIn(kit, { accounts, factors, sessions, attempts });
  const federated =
    config.ADUAN_OIDC_ISSUER === undefined ? undefined : new FederatedSignIn(kit, accounts);
  return { sessions, accounts, factors, attempts, signIn, federated };
};
