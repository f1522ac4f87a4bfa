import type { Connection } from 'mongoose';
import type { MasterKey } from './master-key.js';
import { openSecret, secretDocument } from './secret-store.js';
import { checkDocument, checkMaster } from './vault-check.js';
import {
  checksOf,
  durable,
  keysOf,
  secretsOf,
  unwrap,
  wrap,
  wrongMasterKey,
} from './vault-documents.js';

const page = 500;

interface Rotation {
  connection: Connection;
  from: MasterKey;
  to: MasterKey;
}

/** Marks the vault as being between two master keys, so that nothing starts on it until all is done. */
const begin = async ({ connection, from, to }: Rotation): Promise<void> => {
  const checks = checksOf(connection);
  const stored = await checks.findOne({ _id: 'check' });
  const goesOn = stored?.masterKeyId === to.id && stored.rotatingFrom === from.id;
  if (goesOn) return;
  if (!stored) await checkMaster(connection, from);
  else if (stored.rotatingFrom !== undefined || stored.masterKeyId !== from.id)
    throw wrongMasterKey(stored.masterKeyId, from);
  const marked = { ...checkDocument(to), rotatingFrom: from.id };
  await checks.replaceOne({ _id: 'check' }, marked, durable);
};

const rewrapKeys = async ({ connection, from, to }: Rotation): Promise<number> => {
  const keys = keysOf(connection);
  let done = 0;
  for (;;) {
    const documents = await keys.find({ masterKeyId: from.id }).limit(page).toArray();
    if (documents.length === 0) return done;
    await keys.bulkWrite(
      documents.map(({ _id, ...held }) => ({
        updateOne: {
          // Not if it was destroyed meanwhile.
          filter: { _id, masterKeyId: from.id },
          update: { $set: wrap(to, unwrap(from, held, _id), _id) },
        },
      })),
      { ordered: false, ...durable },
    );
    done += documents.length;
  }
};

const rewrapSecrets = async ({ connection, from, to }: Rotation): Promise<number> => {
  const secrets = secretsOf(connection);
  let done = 0;
  for (;;) {
    const documents = await secrets.find({ masterKeyId: from.id }).limit(page).toArray();
    if (documents.length === 0) return done;
    await secrets.bulkWrite(
      documents.map((document) => {
        const opened = openSecret(from, document);
        const { _id, ...fields } = secretDocument(to, opened.id, opened.secrets);
        return {
          updateOne: { filter: { _id, wrapped: document.wrapped }, update: { $set: fields } },
        };
      }),
      { ordered: false, ...durable },
    );
    done += documents.length;
  }
};

/**
 * Wraps every key and secret of the vault anew, from one master key to another. Everything that uses the vault must be
 * stopped. After a crash run it again with the same two keys: until it has finished, `check()` refuses both. Answers how
 * many documents it wrapped. Throws WrongMasterKey when `from` is not the vault's key.
 */
export const rotate = async (
  connection: Connection,
  from: MasterKey,
  to: MasterKey,
): Promise<{ keys: number; secrets: number }> => {
  const rotation = { connection, from, to };
  if (from.id === to.id) return { keys: 0, secrets: 0 };
  await begin(rotation);
  const counted = { keys: await rewrapKeys(rotation), secrets: await rewrapSecrets(rotation) };
  await checksOf(connection).replaceOne({ _id: 'check' }, checkDocument(to), durable);
  return counted;
};
