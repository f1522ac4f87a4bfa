import { contractOf, type SealedPath } from '#libs/contracts';
import type { SealedValue, Sealer } from '#libs/eventsourcing';
import { encrypt } from './cipher.js';
import { SealBroken, SealRefused } from './errors.js';
import { contentKeyId, identityKeyId } from './key-ids.js';
import type { KeySource } from './key-source.js';
import { openData, openValue } from './open-data.js';
import { labelPlace } from './place.js';
import { sealData } from './seal-data.js';
import { isErased, isSealed } from './sealed-value.js';

export interface SealerOptions {
  vault: KeySource;
  /** Sealed places of an event; undefined for a type that is not known. Default: the contracts. */
  pathsOf?: (type: string) => readonly SealedPath[] | undefined;
}

/**
 * The write side's sealer over a vault. Throws SealRefused for an event type without a contract, for nobody says what
 * of it must not be stored in the clear; besides what sealData and openData throw.
 */
export const createSealer = (options: SealerOptions): Sealer => {
  const { vault } = options;
  const pathsOf = options.pathsOf ?? ((type: string) => contractOf(type)?.sealed);
  return {
    seal(type, subject, data) {
      const paths = pathsOf(type);
      if (!paths) return Promise.reject(new SealRefused(`no contract for event ${type}`));
      return sealData({ data, paths, complaintId: subject, eventType: type, vault });
    },
    open: (type, subject, data) => openData({ data, complaintId: subject, eventType: type, vault }),
    async sealText(subject, label, text, of): Promise<SealedValue> {
      const keyId = of === 'identity' ? identityKeyId(subject) : contentKeyId(subject);
      const key = await vault.keyFor(keyId);
      const plain = Buffer.from(JSON.stringify(text), 'utf8');
      return { $sealed: keyId, v: encrypt(key, plain, labelPlace(subject, label)) };
    },
    async openText(subject, label, sealed) {
      if (!isSealed(sealed)) throw new SealBroken('sealed text is malformed');
      const keys = await vault.existingKeys([sealed.$sealed]);
      const text = openValue(sealed, keys.get(sealed.$sealed), labelPlace(subject, label));
      if (isErased(text)) return undefined;
      if (typeof text !== 'string') throw new SealBroken('sealed value is not a text');
      return text;
    },
  };
};
