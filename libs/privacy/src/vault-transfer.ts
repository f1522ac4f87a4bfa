import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { MasterKey } from './master-key.js';
import { checkDocument } from './vault-check.js';
import {
  checksOf,
  durable,
  keysOf,
  secretsOf,
  wrongMasterKey,
  type KeyDocument,
  type SecretDocument,
} from './vault-documents.js';

const key = z.strictObject({
  _id: z.string(),
  state: z.enum(['live', 'destroyed']),
  wrapped: z.string().optional(),
  masterKeyId: z.string().optional(),
  createdAt: z.coerce.date().optional(),
  destroyedAt: z.coerce.date().optional(),
  reason: z.string().optional(),
});
const secret = z.strictObject({
  _id: z.string(),
  lookup: z.string(),
  wrapped: z.string(),
  masterKeyId: z.string(),
});

/** A document of the vault for a backup; what is secret in it stays wrapped by the master key. */
export const vaultRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('key'), document: key }),
  z.strictObject({ kind: z.literal('secret'), document: secret }),
]);
export type VaultRecord = z.infer<typeof vaultRecord>;

const page = 500;

/** Pages by id, so that a cursor is never open for long. */
async function* pagesOf<T extends { _id: string }>(
  read: (after: string) => Promise<T[]>,
): AsyncGenerator<T> {
  for (let after = ''; ;) {
    const documents = await read(after);
    yield* documents;
    const last = documents.at(-1);
    if (!last || documents.length < page) return;
    ({ _id: after } = last);
  }
}

/** Every key and secret of the vault. Taken after events were read, it has every key that they need. */
export async function* readVault(connection: Connection): AsyncGenerator<VaultRecord> {
  const sort = { _id: 1 } as const;
  const keys = (after: string): Promise<KeyDocument[]> =>
    keysOf(connection)
      .find({ _id: { $gt: after } })
      .sort(sort)
      .limit(page)
      .toArray();
  const secrets = (after: string): Promise<SecretDocument[]> =>
    secretsOf(connection)
      .find({ _id: { $gt: after } })
      .sort(sort)
      .limit(page)
      .toArray();
  for await (const document of pagesOf(keys)) yield { kind: 'key', document };
  for await (const document of pagesOf(secrets)) yield { kind: 'secret', document };
}

// A key that was destroyed here meanwhile stays destroyed.
const keyWrite = ({ _id, ...fields }: z.infer<typeof key>) => ({
  updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true },
});
const secretWrite = ({ _id, ...fields }: SecretDocument) => ({
  updateOne: { filter: { _id }, update: { $set: fields }, upsert: true },
});

const store = async (connection: Connection, records: VaultRecord[]): Promise<void> => {
  const keys = records.flatMap((each) => (each.kind === 'key' ? [keyWrite(each.document)] : []));
  const secrets = records.flatMap((each) =>
    each.kind === 'secret' ? [secretWrite(each.document)] : [],
  );
  const options = { ordered: false, ignoreUndefined: true, ...durable };
  if (keys.length > 0) await keysOf(connection).bulkWrite(keys, options);
  if (secrets.length > 0) await secretsOf(connection).bulkWrite(secrets, options);
};

const isErasedKey = ({ kind, document }: VaultRecord, erased: ReadonlySet<string>): boolean => {
  const { _id: id } = document;
  return kind === 'key' && document.state === 'live' && erased.has(id);
};

/**
 * Puts the records into the vault, except live keys in `erased`; the same again changes nothing. Throws WrongMasterKey, before
 * the first page is stored, when a record was wrapped by another master key.
 */
export const writeVault = async (
  connection: Connection,
  master: MasterKey,
  records: AsyncIterable<VaultRecord>,
  options: { erased: ReadonlySet<string>; stored?: (count: number) => void },
): Promise<void> => {
  const check = checkDocument(master);
  const { _id, ...fields } = check;
  await checksOf(connection).updateOne({ _id }, { $set: fields }, { upsert: true, ...durable });
  let waiting: VaultRecord[] = [];
  let count = 0;
  for await (const record of records) {
    count += 1;
    const { masterKeyId } = record.document;
    if (masterKeyId !== undefined && masterKeyId !== master.id)
      throw wrongMasterKey(masterKeyId, master);
    if (isErasedKey(record, options.erased)) continue;
    waiting.push(record);
    if (waiting.length < page) continue;
    await store(connection, waiting);
    options.stored?.(count);
    waiting = [];
  }
  await store(connection, waiting);
  options.stored?.(count);
};
