import type { Connection } from 'mongoose';

/** A restore that has begun and not ended: nothing else may work on the installation. */
export interface RestoreMark {
  /** Id of the backup. */
  backup: string;
  begunAt: Date;
  /** Events of the backup that are certainly stored. */
  events: number;
}

interface MarkDocument extends RestoreMark {
  _id: 'restore';
}

const markOf = (connection: Connection) => connection.collection<MarkDocument>('installation');
const durable = { writeConcern: { w: 'majority', journal: true } } as const;

/** A restore was begun and not finished. */
export class RestoreUnfinished extends Error {
  override readonly name = 'RestoreUnfinished';
}

/** The restore that is under way, if any. */
export const restoreMark = async (connection: Connection): Promise<RestoreMark | undefined> => {
  const found = await markOf(connection).findOne({ _id: 'restore' });
  return found ?? undefined;
};

/** Notes that a restore is under way, or how far it is. */
export const setRestoreMark = async (connection: Connection, mark: RestoreMark): Promise<void> => {
  await markOf(connection).updateOne(
    { _id: 'restore' },
    { $set: { backup: mark.backup, begunAt: mark.begunAt, events: mark.events } },
    { upsert: true, ...durable },
  );
};

/** The restore is finished. */
export const clearRestoreMark = async (connection: Connection): Promise<void> => {
  await markOf(connection).deleteOne({ _id: 'restore' }, durable);
};

/** Throws RestoreUnfinished, which says what to do, while a restore is under way. */
export const requireNoRestore = async (connection: Connection): Promise<void> => {
  const mark = await restoreMark(connection);
  if (!mark) return;
  throw new RestoreUnfinished(
    `the restore of backup ${mark.backup}, begun ${mark.begunAt.toISOString()}, is not finished: run the same restore again ` +
      'with --resume before anything starts',
  );
};
