import { FileStorage, type StorageAdapter } from '@flystorage/file-storage';
import { DurableFolder } from './durable-folder.js';

/** Where files are kept. */
export interface FilesSettings {
  /** Folder on this machine, or one that all machines share. */
  folder: string;
  /** https://host/bucket or https://host/bucket/prefix of an S3-compatible server; the folder is not used then. */
  url?: string | undefined;
  region: string;
  keyId?: string | undefined;
  secret?: string | undefined;
}

/** A storage with what has to be closed after it. */
export interface OpenStorage {
  storage: FileStorage;
  close(): void;
}

const timeoutMs = 30_000;

/** The settings cannot be used; the message names the variable. */
export class FilesSettingsWrong extends Error {
  override readonly name = 'FilesSettingsWrong';
}

const bucketOf = (url: URL): { bucket: string; prefix: string } => {
  const [bucket = '', ...rest] = url.pathname.split('/').filter((part) => part !== '');
  if (bucket === '')
    throw new FilesSettingsWrong('ADUAN_FILES_URL must name the bucket: https://host/bucket');
  return { bucket, prefix: rest.join('/') };
};

const storageOf = (adapter: StorageAdapter): FileStorage =>
  new FileStorage(adapter, undefined, { timeout: { timeout: timeoutMs } });

/** The client is loaded only where it is used: it is large. */
const openS3 = async (address: string, settings: FilesSettings): Promise<OpenStorage> => {
  const { keyId, secret, region } = settings;
  const url = new URL(address);
  const { bucket, prefix } = bucketOf(url);
  if (!keyId || !secret)
    throw new FilesSettingsWrong(
      'ADUAN_FILES_URL needs ADUAN_FILES_KEY_ID and ADUAN_FILES_SECRET (or their _FILE)',
    );
  const [{ S3Client }, { AwsS3StorageAdapter }] = await Promise.all([
    import('@aws-sdk/client-s3'),
    import('@flystorage/aws-s3'),
  ]);
  const client = new S3Client({
    endpoint: url.origin,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    // Older S3-compatible servers refuse the checksums that the client adds by itself; ours is inside the file.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 3,
  });
  const adapter = new AwsS3StorageAdapter(client, { bucket, prefix, region });
  return { storage: storageOf(adapter), close: () => client.destroy() };
};

/**
 * The folder, or the S3-compatible server where an address is given. Nothing is contacted yet.
 * Throws FilesSettingsWrong.
 */
export const openStorage = async (settings: FilesSettings): Promise<OpenStorage> => {
  if (settings.url) return openS3(settings.url, settings);
  return { storage: storageOf(new DurableFolder(settings.folder)), close: () => undefined };
};
