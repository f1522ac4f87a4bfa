import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongoose';
import { prepareUpload, sha256Of, type Prepared } from '#libs/attachments';
import { DomainError, fileLimits, uuid, type FilePurpose } from '#libs/contracts';
import { derivedId, type SealedValue } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { Uploads, type Attached, type Attaching } from './uploads.js';

interface StagedDocument {
  _id: string;
  draftId: string;
  at: Date;
  /** `Facts`, sealed, as JSON: a name or a place may say who reports, and a stored field must not begin with a dollar sign. */
  facts: string;
}
type Facts = Omit<Prepared, 'bytes' | 'thumbnail'>;

/** A file that waits for its complaint. */
export type Staged = Facts & { fileId: string };

/** What is kept for drafts has one key of its own, and goes after a day. */
const subject = 'portal-staging';
const keptMs = 24 * 60 * 60_000;

const tooMany = (): DomainError =>
  new DomainError('too-many-files', { limit: fileLimits.ofReporter });

const draftOf = (text: string): string => {
  const draftId = uuid.safeParse(text).data;
  if (draftId === undefined) throw new DomainError('not-found');
  return draftId;
};

/**
 * Photos that are sent before there is a complaint, by the id of a draft: a UUID drawn by lot that only its writer knows. They
 * are attached once the complaint is registered, or gone after a day.
 */
@Injectable()
export class Staging {
  private readonly documents: Collection<StagedDocument>;

  constructor(
    private readonly kit: ServiceKit,
    private readonly uploads: Uploads,
  ) {
    this.documents = kit.mongo.collection<StagedDocument>('portal_staged');
  }

  /**
   * Checks a file and keeps it for a draft; the same bytes again are the same file. Throws DomainError as `prepareUpload`,
   * `too-many-files`, and `not-found` for a draft id that is no UUID.
   */
  async stage(draftId: string, bytes: Uint8Array, name: string | undefined): Promise<Staged> {
    const draft = draftOf(draftId);
    const fileId = derivedId('staged', draft, sha256Of(bytes));
    const others = { draftId: draft, _id: { $ne: fileId } };
    if ((await this.documents.countDocuments(others)) >= fileLimits.ofReporter) throw tooMany();
    const prepared = await prepareUpload(bytes, name);
    const { bytes: kept, thumbnail, ...facts } = prepared;
    const text = JSON.stringify(facts);
    const sealed = await this.kit.sealer.sealText(subject, fileId, text, 'content');
    const fields = { draftId: draft, at: this.kit.now(), facts: JSON.stringify(sealed) };
    // First the note, so that whatever is kept is found by the sweep.
    await this.documents.updateOne({ _id: fileId }, { $set: fields }, { upsert: true });
    await this.requirePlace(draft, fileId);
    await this.kit.files.put(fileId, subject, kept);
    if (thumbnail) await this.kit.files.put(fileId, subject, thumbnail, 'thumbnail');
    return { fileId, ...facts };
  }

  /** What is kept for a draft, oldest first. */
  async staged(draftId: string): Promise<Staged[]> {
    const query = { draftId: draftOf(draftId), at: { $gte: this.oldest() } };
    const found = await this.first(query);
    const opened = await Promise.all(found.map((document) => this.opened(document)));
    return opened.filter((each) => each !== undefined);
  }

  /** The thumbnail of a file of the draft (WebP); undefined where there is none. */
  async stagedThumbnail(draftId: string, fileId: string): Promise<Buffer | undefined> {
    const found = await this.documents.findOne({ _id: fileId, draftId: draftOf(draftId) });
    return found ? this.kit.files.get(fileId, subject, 'thumbnail') : undefined;
  }

  /** Takes a file out of a draft; that there is none is no error. */
  async unstage(draftId: string, fileId: string): Promise<void> {
    const found = await this.documents.findOne({ _id: fileId, draftId: draftOf(draftId) });
    if (found) await this.gone(fileId);
  }

  /**
   * Attaches everything of a draft to the complaint that came of it. Cut off, it goes on where it was: what is attached is no
   * longer in the draft, and nothing is attached twice. Throws DomainError as the command AttachFile.
   */
  async attachStaged(
    draftId: string,
    attaching: Omit<Attaching, 'key' | 'purpose'> & { purpose?: FilePurpose },
  ): Promise<Attached[]> {
    const attached: Attached[] = [];
    for (const { fileId, ...facts } of await this.staged(draftId)) {
      const bytes = await this.kit.files.get(fileId, subject);
      if (!bytes) continue;
      const thumbnail = await this.kit.files.get(fileId, subject, 'thumbnail');
      const { complaintId } = attaching;
      const prepared = { ...facts, bytes, ...(thumbnail ? { thumbnail } : {}) };
      const full = { purpose: 'report' as const, ...attaching, key: `staged-${fileId}` };
      attached.push(
        await this.uploads.keep(full, derivedId('file', complaintId, fileId), prepared),
      );
      await this.gone(fileId);
    }
    return attached;
  }

  /** Removes what nobody came back for. Answers how many files. */
  async sweep(): Promise<number> {
    const old = await this.documents
      .find({ at: { $lt: this.oldest() } })
      .limit(1_000)
      .toArray();
    for (const { _id } of old) await this.gone(_id);
    return old.length;
  }

  /** The oldest, as many as one reporter may send: whoever came beside them at the same moment is not seen, and swept. */
  private first(query: { draftId: string; at?: { $gte: Date } }): Promise<StagedDocument[]> {
    return this.documents
      .find(query)
      .sort({ at: 1, _id: 1 })
      .limit(fileLimits.ofReporter)
      .toArray();
  }

  /** Of many that are sent at once, each saw few others before it was noted. Throws DomainError `too-many-files`. */
  private async requirePlace(draftId: string, fileId: string): Promise<void> {
    const first = await this.first({ draftId });
    if (first.some(({ _id }) => _id === fileId)) return;
    await this.gone(fileId);
    throw tooMany();
  }

  private oldest(): Date {
    return new Date(this.kit.now().getTime() - keptMs);
  }

  private async opened({ _id: fileId, facts }: StagedDocument): Promise<Staged | undefined> {
    const text = await this.kit.sealer.openText(subject, fileId, JSON.parse(facts) as SealedValue);
    return text === undefined ? undefined : { fileId, ...(JSON.parse(text) as Facts) };
  }

  private async gone(fileId: string): Promise<void> {
    await this.kit.files.remove(fileId, subject);
    await this.documents.deleteOne({ _id: fileId });
  }
}
