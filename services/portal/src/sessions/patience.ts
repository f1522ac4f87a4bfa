import { createHmac } from 'node:crypto';
import type { Collection, Connection } from 'mongoose';
import { DomainError } from '#libs/contracts';

/** How long somebody waits after so many attempts that did not succeed. */
export interface Patience {
  /** Attempts without a wait. */
  free: number;
  /** Seconds after the first attempt beyond them; each further one doubles it. */
  firstSeconds: number;
  /** No wait is longer. */
  mostSeconds: number;
  /** Without an attempt for so long, all is forgotten. */
  forgetSeconds: number;
}

interface AttemptsDocument {
  _id: string;
  count: number;
  /** The next attempt is not looked at before. */
  until: Date;
  expiresAt: Date;
}

const tries = 20;

/** Seconds until the next attempt, after `count` of them. */
export const waitOf = ({ free, firstSeconds, mostSeconds }: Patience, count: number): number =>
  count < free ? 0 : Math.min(mostSeconds, firstSeconds * 2 ** Math.min(count - free, 30));

/**
 * Attempts that are counted before they are looked at, so that a hundred at once are not looked at all. Kept in MongoDB: several
 * portals count together, and a restart forgets nothing. Names are kept as keyed hashes.
 */
export class Attempts {
  private readonly documents: Collection<AttemptsDocument>;

  constructor(
    connection: Connection,
    private readonly key: Uint8Array,
    private readonly now: () => Date,
  ) {
    this.documents = connection.collection<AttemptsDocument>('portal_attempts');
  }

  /** Makes the index by which old attempts are removed. */
  async prepare(): Promise<void> {
    await this.documents.createIndex({ expiresAt: 1 });
  }

  /** Counts one attempt. Throws DomainError `too-many-attempts` with the seconds to wait; it then was not counted. */
  async take(who: string, patience: Patience): Promise<void> {
    const id = this.idOf(who);
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const now = this.now();
      const known = await this.documents.findOne({ _id: id });
      const fresh = known && known.expiresAt > now ? known : undefined;
      const wait = fresh ? fresh.until.getTime() - now.getTime() : 0;
      if (wait > 0)
        throw new DomainError('too-many-attempts', { seconds: Math.ceil(wait / 1_000) });
      if (await this.count(id, known?.count, (fresh?.count ?? 0) + 1, patience)) return;
    }
    throw new DomainError('too-many-attempts', { seconds: 1 });
  }

  /** Gives an attempt back that succeeded. */
  async giveBack(who: string): Promise<void> {
    await this.documents.updateOne(
      { _id: this.idOf(who), count: { $gt: 0 } },
      { $inc: { count: -1 } },
    );
  }

  /** Forgets all attempts after a success. */
  async forget(who: string): Promise<void> {
    await this.documents.deleteOne({ _id: this.idOf(who) });
  }

  /** Removes what is forgotten. */
  async sweep(): Promise<number> {
    const { deletedCount } = await this.documents.deleteMany({ expiresAt: { $lte: this.now() } });
    return deletedCount;
  }

  private idOf(who: string): string {
    return createHmac('sha256', this.key).update(who, 'utf8').digest('base64url');
  }

  /** Whether the count was still what was seen; a success elsewhere or another attempt may have changed it. */
  private async count(
    id: string,
    seen: number | undefined,
    count: number,
    patience: Patience,
  ): Promise<boolean> {
    const now = this.now().getTime();
    const fields = {
      count,
      until: new Date(now + waitOf(patience, count) * 1_000),
      expiresAt: new Date(now + patience.forgetSeconds * 1_000),
    };
    if (seen !== undefined) {
      const { matchedCount } = await this.documents.updateOne(
        { _id: id, count: seen },
        { $set: fields },
      );
      return matchedCount > 0;
    }
    try {
      await this.documents.insertOne({ _id: id, ...fields });
      return true;
    } catch (error) {
      if ((error as { code?: number }).code === 11_000) return false;
      throw error;
    }
  }
}
