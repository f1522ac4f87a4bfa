/** A sealed value cannot be opened though its key is there: damaged, altered, or moved from another place. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/** Data cannot be sealed as it is: a fault of the program, found before anything is stored. */
export class SealRefused extends Error {
  override readonly name = 'SealRefused';
}

/** The key was destroyed on purpose: nothing is sealed with it again, and it is never made anew. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';

  constructor(readonly keyId: string) {
    super(`key ${keyId} was destroyed`);
  }
}

/** The vault neither has the key nor a record of its destruction: it is older than the events, or not their vault. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';

  constructor(readonly keyId: string) {
    super(`key ${keyId} is not in the vault: restore the vault that belongs to these events`);
  }
}

/** The vault cannot be reached now. Nothing is known about what was asked; try again. */
export class VaultUnavailable extends Error {
  override readonly name = 'VaultUnavailable';
  readonly retryable = true;
}

/** The text of the master key is missing or is not what it must be. */
export class MasterKeyInvalid extends Error {
  override readonly name = 'MasterKeyInvalid';
}

/** The vault was filled under another master key than the one given. */
export class WrongMasterKey extends Error {
  override readonly name = 'WrongMasterKey';
}

/** Another account has this login. */
export class LoginTaken extends Error {
  override readonly name = 'LoginTaken';
}
