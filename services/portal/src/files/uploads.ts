import { Injectable } from '@nestjs/common';
import {
  FileDiffers,
  prepareUpload,
  sha256Of,
  type Location,
  type Prepared,
} from '#libs/attachments';
import { DomainError, type Actor, type CommandDone, type FilePurpose } from '#libs/contracts';
import { derivedId } from '#libs/eventsourcing';
import { ServiceKit } from '#libs/service';
import { CommandGate, contractOfType } from '../http/command-gate.js';
import { throttle } from '../http/throttle.js';
import { UploadNotes } from './upload-notes.js';

/** Who attaches what to which case. */
export interface Attaching {
  actor: Actor;
  complaintId: string;
  purpose: FilePurpose;
  /** Idempotency key: the same file with the same key is attached once. */
  key: string;
  language: 'id' | 'en';
  /** Where throttling of strangers counts, see `neighbourhood`. */
  from: string;
  correlationId: string;
  traceparent?: string | undefined;
}

/** What became of an upload. */
export interface Attached {
  done: CommandDone;
  fileId: string;
  prepared: Omit<Prepared, 'bytes' | 'thumbnail'>;
  /** Where a photo was taken: told this once, kept nowhere. */
  location?: Location;
}

const contract = contractOfType('AttachFile');

/**
 * The one way of a file to a case: checked, noted, kept, then attached by command. Cut off anywhere, the same request again ends
 * it; what nobody ends is swept away after a day.
 */
@Injectable()
export class Uploads {
  private readonly notes: UploadNotes;

  constructor(
    private readonly kit: ServiceKit,
    private readonly gate: CommandGate,
  ) {
    this.notes = new UploadNotes(kit);
  }

  /**
   * Whether the caller may attach to the case now, before its file is read: call it first. Throws DomainError as
   * `CommandGate.caseOf`, and `too-many-attempts`.
   */
  async admit(attaching: Pick<Attaching, 'actor' | 'complaintId'>): Promise<void> {
    await this.gate.caseOf({ contract, ...attaching });
    await throttle('upload', attaching.actor.id);
  }

  /** Checks a file and attaches it. Throws DomainError as `CommandGate.caseOf`, as `prepareUpload`, and as the command AttachFile. */
  async attach(
    attaching: Attaching,
    { bytes, name }: { bytes: Uint8Array; name: string | undefined },
  ): Promise<Attached> {
    await this.gate.caseOf({ contract, ...attaching });
    const { actor, complaintId, key } = attaching;
    const fileId = derivedId('file', actor.id, complaintId, key, sha256Of(bytes));
    return this.keep(attaching, fileId, await prepareUpload(bytes, name));
  }

  /** Attaches a file that was checked already. Throws DomainError as the command AttachFile. */
  async keep(attaching: Attaching, fileId: string, prepared: Prepared): Promise<Attached> {
    const { complaintId } = attaching;
    await this.notes.begin(fileId, complaintId);
    const kept = await this.stored(fileId, complaintId, prepared);
    const { bytes: _, thumbnail, location, ...facts } = kept;
    const body = {
      fileId,
      ...facts,
      size: kept.bytes.byteLength,
      purpose: attaching.purpose,
      thumbnail: thumbnail !== undefined,
    };
    const done = await this.gate.give({
      ...attaching,
      contract,
      body,
      key: () => attaching.key,
      seen: () => undefined,
    });
    // A replayed one may have been taken away since: the sweep looks.
    if (!done.replayed) await this.notes.done(fileId);
    return { done, fileId, prepared: facts, ...(location ? { location } : {}) };
  }

  /** Removes what was uploaded and never attached. Answers how many files. */
  sweep(): Promise<number> {
    return this.notes.sweep();
  }

  /** Bytes of an earlier try count: another version of the encoder must not make two files of one. */
  private async stored(fileId: string, complaintId: string, prepared: Prepared): Promise<Prepared> {
    const { files } = this.kit;
    const { bytes, thumbnail } = prepared;
    try {
      await files.put(fileId, complaintId, bytes);
      if (thumbnail) await files.put(fileId, complaintId, thumbnail, 'thumbnail');
      return prepared;
    } catch (error) {
      if (!(error instanceof FileDiffers)) throw error;
    }
    const first = await files.get(fileId, complaintId);
    if (!first) throw new DomainError('unavailable', { service: 'portal' });
    return { ...prepared, bytes: first, sha256: sha256Of(first) };
  }
}
