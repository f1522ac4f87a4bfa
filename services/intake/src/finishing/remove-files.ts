import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { intakeStream } from '../domain/streams.js';

type Kit = Pick<ServiceKit, 'files' | 'store'>;

/** Destroys the bytes of a file that was taken away; once more is harmless. Throws FilesUnavailable. */
export const removeBytes = async (kit: Kit, removed: StoredEvent): Promise<void> => {
  const { fileId } = removed.data as EventData<'FileRemoved'>;
  await kit.files.remove(fileId, removed.metadata.complaintId ?? '');
};

/** Destroys the bytes of every file that came from a reporter who was erased. Throws FilesUnavailable, StoreUnavailable. */
export const removeReporterFiles = async (kit: Kit, erased: StoredEvent): Promise<void> => {
  if (erased.type !== 'IdentityErased') return;
  const complaintId = erased.metadata.complaintId ?? '';
  for await (const { type, data } of kit.store.readStream(intakeStream(complaintId))) {
    if (type !== 'FileAttached') continue;
    const { fileId, fromReporter } = data as EventData<'FileAttached'>;
    if (fromReporter) await kit.files.remove(fileId, complaintId);
  }
};
