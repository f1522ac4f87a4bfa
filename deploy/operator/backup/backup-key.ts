import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { Refused } from '../command.js';

/** What a backup is sealed for and, where the file holds it, what opens it again. */
export interface BackupKey {
  recipient: string;
  identity?: string;
  /** Says which key it is, without telling the key. */
  id: string;
}

const idOf = (recipient: string): string =>
  createHash('sha256').update(`aduan backup key ${recipient}`).digest('hex').slice(0, 16);

const lineLike = (text: string, beginning: string): string | undefined =>
  text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line.startsWith(beginning));

/**
 * Reads a key file of age: an identity (`AGE-SECRET-KEY-1…`, seals and opens) or only its recipient (`age1…`, seals). Throws
 * Refused, and never repeats what stands in the file.
 */
export const readBackupKey = async (file: string): Promise<BackupKey> => {
  const advice = 'make one with: npm run aduan -- key make-backup FILE';
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new Refused(
      `the backup key ${file} cannot be read (${(error as Error).message}); ${advice}`,
    );
  }
  try {
    const identity = lineLike(text, 'AGE-SECRET-KEY-1');
    if (identity !== undefined) {
      const recipient = await identityToRecipient(identity);
      return { recipient, identity, id: idOf(recipient) };
    }
    const recipient = lineLike(text, 'age1');
    if (recipient !== undefined) return { recipient, id: idOf(recipient) };
  } catch {
    // Said below, without the key.
  }
  throw new Refused(`${file} holds no key of age; ${advice}`);
};

/** Makes a key file for its owner only; one that is there is never replaced. Throws Refused. */
export const makeBackupKey = async (file: string): Promise<BackupKey> => {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const text = `# Opens the backups of Aduan. Keep it apart from them and from the master key.\n# Seals only: ${recipient}\n${identity}\n`;
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    throw new Refused(`${file} cannot be made: ${(error as Error).message}`);
  }
  return { recipient, identity, id: idOf(recipient) };
};
