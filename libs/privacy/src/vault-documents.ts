import type { Connection, mongo } from 'mongoose';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './cipher.js';
import { SealBroken, VaultUnavailable, WrongMasterKey } from './errors.js';
import type { MasterKey } from './master-key.js';

/** A key, wrapped by the master key; once destroyed only the tombstone stays, for ever. */
export interface KeyDocument {
  _id: string;
  state: 'live' | 'destroyed';
  wrapped?: string;
  masterKeyId?: string;
  createdAt?: Date;
  destroyedAt?: Date;
  reason?: string;
}

/** Secrets of an account, wrapped; `lookup` is a keyed hash of the login. */
export interface SecretDocument {
  _id: string;
  lookup: string;
  wrapped: string;
  masterKeyId: string;
}

/** Proves which master key the vault was filled under; during a rotation it says from which one. */
export interface CheckDocument {
  _id: 'check';
  wrapped: string;
  masterKeyId: string;
  rotatingFrom?: string;
}

/** A key must be on a majority's disks before anything is sealed with it, and a destruction before it is believed. */
export const durable: { writeConcern: mongo.WriteConcernSettings } = {
  writeConcern: { w: 'majority', journal: true },
};

const collection = <T extends object>(
  connection: Connection,
  name: string,
): mongo.Collection<T> => {
  if (!connection.db) throw new VaultUnavailable('the vault is not connected');
  return connection.db.collection(name) as unknown as mongo.Collection<T>;
};

export const keysOf = (connection: Connection): mongo.Collection<KeyDocument> =>
  collection<KeyDocument>(connection, 'vault_keys');
export const secretsOf = (connection: Connection): mongo.Collection<SecretDocument> =>
  collection<SecretDocument>(connection, 'vault_secrets');
export const checksOf = (connection: Connection): mongo.Collection<CheckDocument> =>
  collection<CheckDocument>(connection, 'vault_check');

/** What to do when the vault and the master key do not belong together. */
export const wrongMasterKey = (stored: string | undefined, given: MasterKey): WrongMasterKey =>
  new WrongMasterKey(
    `the vault was filled under master key ${stored ?? 'unknown'}, ADUAN_MASTER_KEY is ${given.id}: ` +
      'set the former key again, or restore the vault that belongs to this one',
  );

/** Wraps bytes for the document `id`. */
export const wrap = (master: MasterKey, bytes: Uint8Array, id: string) => ({
  wrapped: encrypt(master.wrapping, bytes, id),
  masterKeyId: master.id,
});

/** Undoes `wrap`. Throws WrongMasterKey, or SealBroken when the document was altered. */
export const unwrap = (
  master: MasterKey,
  document: { wrapped?: string; masterKeyId?: string },
  id: string,
): Buffer => {
  if (document.masterKeyId !== master.id) throw wrongMasterKey(document.masterKeyId, master);
  if (document.wrapped === undefined) throw new SealBroken(`${id} holds nothing`);
  return decrypt(master.wrapping, document.wrapped, id);
};

/** The id and key of a document, or that it was destroyed. Throws WrongMasterKey, SealBroken. */
export const keyOf = (
  master: MasterKey,
  { _id: id, ...held }: KeyDocument,
): [id: string, key: KeyObject | 'destroyed'] => [
  id,
  held.state === 'destroyed' ? 'destroyed' : createSecretKey(unwrap(master, held, id)),
];
