import type { Connection, mongo } from 'mongoose';
import { StoreUnavailable } from '#libs/eventsourcing';
import type { TimerChange } from '../domain/timer-changes.js';
import type { Timer } from '../domain/timer.js';
import { documentOf, timerOf, type TimerDocument } from './timer-document.js';

interface MarkerDocument {
  _id: 'timers';
  builtAt: Date;
}

const deadlineMs = 15_000;

/**
 * Timers in MongoDB, found by the time at which they come due. Every change is safe to repeat and in any order with others
 * of the same event stream. Methods throw StoreUnavailable when the database does not answer.
 */
export class TimerStore {
  constructor(private readonly connection: Connection) {}

  /** Makes the indexes; call it before anything else, on every start. */
  async prepare(): Promise<void> {
    await this.asked(async () => {
      await this.timers.createIndex({ status: 1, tryAt: 1 });
      await this.timers.createIndex({ complaintId: 1 });
    });
  }

  /** Whether the timers were ever built from the events in this database. */
  async isBuilt(): Promise<boolean> {
    return this.asked(async () => (await this.marker.findOne({ _id: 'timers' })) !== null);
  }

  /** Says that the timers hold everything that the events up to now say. */
  async markBuilt(at: Date): Promise<void> {
    await this.asked(() =>
      this.marker.updateOne({ _id: 'timers' }, { $set: { builtAt: at } }, { upsert: true }),
    );
  }

  /** Forgets all timers, to build them again. */
  async clear(): Promise<void> {
    await this.asked(async () => {
      await this.marker.deleteMany({ _id: 'timers' });
      await this.timers.deleteMany({});
    });
  }

  /** Does what an event says. */
  async apply(change: TimerChange): Promise<void> {
    switch (change.change) {
      case 'set':
        return this.set(change.timer);
      case 'cancel':
        return this.cancel(change);
      case 'fired':
        return this.fired(change);
    }
  }

  /** Timers that are due at a moment, the one that waits longest first. */
  async due(at: Date, limit: number): Promise<Timer[]> {
    const found = await this.asked(() =>
      this.timers
        .find({ status: 'waiting', tryAt: { $lte: at } })
        .sort({ tryAt: 1 })
        .limit(limit)
        .toArray(),
    );
    return found.map(timerOf);
  }

  /** Puts a timer off that cannot fire, so that it does not stand in the way of others. */
  async putOff(timerId: string, until: Date): Promise<void> {
    await this.asked(() =>
      this.timers.updateOne({ _id: timerId, status: 'waiting' }, { $set: { tryAt: until } }),
    );
  }

  /** How many timers wait, and how many of them are due at the moment. */
  async counts(at: Date): Promise<{ waiting: number; due: number }> {
    return this.asked(async () => ({
      waiting: await this.timers.countDocuments({ status: 'waiting' }),
      due: await this.timers.countDocuments({ status: 'waiting', tryAt: { $lte: at } }),
    }));
  }

  /** Every timer of a case. */
  async ofCase(complaintId: string): Promise<TimerDocument[]> {
    return this.asked(() => this.timers.find({ complaintId }).toArray());
  }

  // A timer that was cancelled or has fired stays as it is when the event that set it comes again.
  private async set(timer: Timer): Promise<void> {
    const { _id, ...fields } = documentOf(timer);
    await this.asked(() =>
      this.timers.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true }),
    );
  }

  private async cancel({
    complaintId,
    kind,
    ref,
  }: Extract<TimerChange, { change: 'cancel' }>): Promise<void> {
    const which = {
      complaintId,
      status: 'waiting' as const,
      ...(kind === undefined ? {} : { kind }),
      ...(ref === undefined ? {} : { ref }),
    };
    await this.asked(() => this.timers.updateMany(which, { $set: { status: 'cancelled' } }));
  }

  private async fired({
    timerId,
    occurrence,
    dueAt,
  }: Extract<TimerChange, { change: 'fired' }>): Promise<void> {
    const next =
      dueAt === undefined
        ? { status: 'done' as const }
        : { occurrence: occurrence + 1, dueAt: new Date(dueAt), tryAt: new Date(dueAt) };
    const which = { _id: timerId, status: 'waiting' as const, occurrence };
    await this.asked(() => this.timers.updateOne(which, { $set: next }));
  }

  private get timers(): mongo.Collection<TimerDocument> {
    return this.collection<TimerDocument>('sla_timers');
  }

  private get marker(): mongo.Collection<MarkerDocument> {
    return this.collection<MarkerDocument>('sla_state');
  }

  private collection<T extends object>(name: string): mongo.Collection<T> {
    const { db } = this.connection;
    if (!db) throw new StoreUnavailable('timers: MongoDB is not connected');
    return db.collection(name) as unknown as mongo.Collection<T>;
  }

  /** Every operation can be repeated, so whatever went wrong is treated as a database that is away. */
  private async asked<T>(operation: () => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in time')), deadlineMs);
    });
    try {
      return await Promise.race([operation(), late]);
    } catch (error) {
      throw new StoreUnavailable('timers: MongoDB did not do it', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}
