import type { Collection } from 'mongoose';
import type { EventData } from '#libs/contracts';
import type { ServiceKit } from '#libs/service';

interface Note {
  _id: string;
  complaintId: string;
  at: Date;
}

/** How long an upload may be without its event: whoever repeats it does so sooner. */
const patienceMs = 24 * 60 * 60_000;

/** Whether the stream of a complaint says that a file is there. */
const isAttached = async (
  store: Pick<ServiceKit['store'], 'readStream'>,
  { _id: fileId, complaintId }: Note,
): Promise<boolean> => {
  let attached: EventData<'FileAttached'> | undefined;
  for await (const { type, data } of store.readStream(`intake-${complaintId}`)) {
    if (type === 'FileAttached' && data['fileId'] === fileId)
      attached = data as EventData<'FileAttached'>;
    if (type === 'FileRemoved' && data['fileId'] === fileId) attached = undefined;
    if (type === 'IdentityErased' && attached?.fromReporter) attached = undefined;
  }
  return attached !== undefined;
};

/**
 * Uploads on their way, in MongoDB: noted before their bytes are kept, forgotten when their event is stored. What stays behind
 * belongs to nobody, and its bytes are swept away.
 */
export class UploadNotes {
  private readonly notes: Collection<Note>;

  constructor(private readonly kit: Pick<ServiceKit, 'mongo' | 'files' | 'store' | 'now'>) {
    this.notes = kit.mongo.collection<Note>('portal_uploads');
  }

  /** Notes an upload before its bytes are kept. */
  async begin(fileId: string, complaintId: string): Promise<void> {
    const at = this.kit.now();
    await this.notes.updateOne({ _id: fileId }, { $set: { complaintId, at } }, { upsert: true });
  }

  /** Forgets an upload whose event is stored. */
  async done(fileId: string): Promise<void> {
    await this.notes.deleteOne({ _id: fileId });
  }

  /** Removes what was uploaded more than a day ago and became no file of its case. Answers how many were removed. */
  async sweep(): Promise<number> {
    const before = new Date(this.kit.now().getTime() - patienceMs);
    let removed = 0;
    for (const note of await this.notes
      .find({ at: { $lt: before } })
      .limit(1_000)
      .toArray()) {
      const { _id: fileId, complaintId } = note;
      if (!(await isAttached(this.kit.store, note))) {
        await this.kit.files.remove(fileId, complaintId);
        removed += 1;
      }
      await this.notes.deleteOne({ _id: fileId, at: note.at });
    }
    return removed;
  }
}
