import { FileWasNotFound, type FileStorage } from '@flystorage/file-storage';
import { openFile, sealFile, SealBroken, type KeySource } from '#libs/privacy';
import { FileDiffers, FilesUnavailable } from './errors.js';

/** A file itself, or the small picture that stands for it. */
export type FileVariant = 'file' | 'thumbnail';

const variants: readonly FileVariant[] = ['file', 'thumbnail'];
const idShape = /^[A-Za-z0-9-]{1,100}$/;

/** Ids only: no name that anybody gave ever becomes part of a path. */
const nameOf = (fileId: string, variant: FileVariant): string => {
  if (!idShape.test(fileId)) throw new TypeError('a file id must be a UUID');
  return variant === 'file' ? fileId : `${fileId}.${variant}`;
};

const pathOf = (complaintId: string, name: string): string => {
  if (!idShape.test(complaintId)) throw new TypeError('a complaint id must be a UUID');
  return `${complaintId.slice(0, 2)}/${complaintId}/${name}`;
};

const wasNotFound = (error: unknown): boolean =>
  error instanceof FileWasNotFound || (error instanceof Error && wasNotFound(error.cause));

const asked = async <T>(what: string, operation: () => Promise<T>): Promise<T> => {
  try {
    return await operation();
  } catch (error) {
    if (wasNotFound(error)) throw error;
    throw new FilesUnavailable(`the file store cannot ${what}`, { cause: error });
  }
};

/**
 * The bytes of attachments and documents, each sealed with the content key of its complaint (AES-256-GCM) and bound to its
 * id. Every method throws FilesUnavailable when folder or server do not answer, VaultUnavailable when the vault does not.
 */
export class FileStore {
  constructor(
    private readonly storage: FileStorage,
    private readonly vault: KeySource,
  ) {}

  /**
   * Keeps bytes under an id; on disk when it resolves. The same bytes again are harmless.
   * Throws FileDiffers when others are kept there, KeyDestroyed when the complaint's content was erased.
   */
  async put(
    fileId: string,
    complaintId: string,
    bytes: Uint8Array,
    variant: FileVariant = 'file',
  ): Promise<void> {
    const name = nameOf(fileId, variant);
    const path = pathOf(complaintId, name);
    const kept = await this.kept(fileId, complaintId, variant);
    if (kept && Buffer.compare(kept, bytes) === 0) return;
    if (kept) throw new FileDiffers(fileId);
    const sealed = await sealFile(this.vault, complaintId, name, bytes);
    await asked('write', () =>
      this.storage.write(path, sealed, {
        mimeType: 'application/octet-stream',
        size: sealed.byteLength,
      }),
    );
  }

  /**
   * The bytes; undefined where there are none or where the complaint's content was erased.
   * Throws SealBroken when they were damaged, altered or moved.
   */
  async get(
    fileId: string,
    complaintId: string,
    variant: FileVariant = 'file',
  ): Promise<Buffer | undefined> {
    const name = nameOf(fileId, variant);
    const path = pathOf(complaintId, name);
    let sealed: Uint8Array;
    try {
      sealed = await asked('read', () => this.storage.readToUint8Array(path));
    } catch (error) {
      if (wasNotFound(error)) return undefined;
      throw error;
    }
    return openFile(this.vault, complaintId, name, sealed);
  }

  /** Whether a file is kept, opened or not. */
  async has(fileId: string, complaintId: string, variant: FileVariant = 'file'): Promise<boolean> {
    const path = pathOf(complaintId, nameOf(fileId, variant));
    return asked('look', () => this.storage.fileExists(path));
  }

  /** Removes a file with its thumbnail; that there is none is no error. */
  async remove(fileId: string, complaintId: string): Promise<void> {
    for (const variant of variants) {
      const path = pathOf(complaintId, nameOf(fileId, variant));
      await asked('remove', () => this.storage.deleteFile(path));
    }
  }

  /** What a power cut may have left of an earlier write does not open: it is written anew. */
  private async kept(
    fileId: string,
    complaintId: string,
    variant: FileVariant,
  ): Promise<Buffer | undefined> {
    try {
      return await this.get(fileId, complaintId, variant);
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }
}
