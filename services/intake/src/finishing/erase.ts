import type { EventData } from '#libs/contracts';
import type { StoredEvent } from '#libs/eventsourcing';
import { identityKeyId, personKeyId } from '#libs/privacy';
import type { ServiceKit } from '#libs/service';

/**
 * Destroys the key of the reporter whose erasure is recorded. The event is stored first, so that an erasure is never
 * lost; a key that is destroyed already stays so. Throws VaultUnavailable.
 */
export const destroyIdentity = async (kit: ServiceKit, erased: StoredEvent): Promise<void> => {
  const { ground } = erased.data as EventData<'IdentityErased'>;
  const keyId = identityKeyId(erased.metadata.complaintId ?? '');
  await kit.vault.destroy(keyId, ground, kit.now());
};

/** Destroys the key of another person, as `destroyIdentity` does for the reporter. Throws VaultUnavailable. */
export const destroyPerson = async (kit: ServiceKit, erased: StoredEvent): Promise<void> => {
  const { personId, ground } = erased.data as EventData<'PersonErased'>;
  const keyId = personKeyId(erased.metadata.complaintId ?? '', personId);
  await kit.vault.destroy(keyId, ground, kit.now());
};
