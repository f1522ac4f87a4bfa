import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { RetryLater } from '#libs/messaging';
import { identityKeyId, JournalUnavailable, personKeyId } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';
import { removeReporterFiles } from './remove-files.js';

type Kit = Pick<ServiceKit, 'erasures' | 'vault' | 'now' | 'logger' | 'files' | 'store'>;

/** Types of the events after which a key is destroyed. */
export const erasingTypes = ['IdentityErased', 'PersonErased'];

/** The key that an erasure destroys. */
export const erasedKeyOf = ({ type, data, metadata }: StoredEvent): string => {
  const subject = metadata.complaintId ?? '';
  if (type === 'IdentityErased') return identityKeyId(subject);
  return personKeyId(subject, (data as EventData<'PersonErased'>).personId);
};

/**
 * Destroys the key of whoever is erased, the reporter or another person. The event is stored first, so that an erasure is
 * never lost; the journal next, so that no restore brings anybody back; a key that is destroyed already stays so. Last go the
 * reporter's files. Throws VaultUnavailable, FilesUnavailable, and RetryLater while the journal cannot be written.
 */
export const destroyErased = async (kit: Kit, erased: StoredEvent): Promise<void> => {
  const keyId = erasedKeyOf(erased);
  try {
    await kit.erasures.note({ keyId, event: erased });
  } catch (error) {
    if (!(error instanceof JournalUnavailable)) throw error;
    kit.logger.error({ err: error }, 'an erasure waits for its journal');
    throw new RetryLater('the erasure journal cannot be written');
  }
  const { ground } = erased.data as EventData<'IdentityErased'>;
  await kit.vault.destroy(keyId, ground, kit.now());
  await removeReporterFiles(kit, erased);
};
