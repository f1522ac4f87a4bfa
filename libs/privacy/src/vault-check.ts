import type { Connection } from 'mongoose';
import { WrongMasterKey } from './errors.js';
import type { MasterKey } from './master-key.js';
import { isDuplicateKey } from './mongo-errors.js';
import {
  checksOf,
  durable,
  keysOf,
  secretsOf,
  unwrap,
  wrap,
  wrongMasterKey,
  type CheckDocument,
} from './vault-documents.js';

const text = 'aduan vault';

/** The document that proves a master key; `rotatingFrom` while keys of another one are still there. */
export const checkDocument = (master: MasterKey): CheckDocument => ({
  _id: 'check',
  ...wrap(master, Buffer.from(text, 'utf8'), 'check'),
});

const verify = (document: CheckDocument, master: MasterKey): void => {
  if (document.rotatingFrom !== undefined)
    throw new WrongMasterKey(
      `the change from master key ${document.rotatingFrom} to ${document.masterKeyId} was not finished: run it again`,
    );
  unwrap(master, document, 'check');
};

/**
 * Compares the master key with the vault; a vault that is new gets its check document. Throws WrongMasterKey, which says
 * what to do.
 */
export const checkMaster = async (connection: Connection, master: MasterKey): Promise<void> => {
  const checks = checksOf(connection);
  const stored = await checks.findOne({ _id: 'check' });
  if (stored) return verify(stored, master);
  const foreign =
    (await keysOf(connection).findOne({ state: 'live', masterKeyId: { $ne: master.id } })) ??
    (await secretsOf(connection).findOne({ masterKeyId: { $ne: master.id } }));
  if (foreign) throw wrongMasterKey(foreign.masterKeyId, master);
  try {
    await checks.insertOne(checkDocument(master), durable);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    const other = await checks.findOne({ _id: 'check' });
    if (other) verify(other, master);
  }
};
