import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { syncFolder } from '#libs/files';
import { composeMail } from './compose-mail.js';
import { delivered, failed, type AttemptResult, type Mail, type MailWay } from './transport.js';

const writeDurably = async (path: string, bytes: Buffer): Promise<void> => {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};

/**
 * Writes messages into a folder instead of sending them: one `<message id>.eml` each, whole or not at all. The same message
 * again gives the same file.
 */
export class EmlFolder implements MailWay {
  readonly repeatable = true;

  constructor(
    private readonly folder: string,
    private readonly logger: Logger,
  ) {}

  async send(mail: Mail): Promise<AttemptResult> {
    try {
      const bytes = await composeMail(mail);
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const path = join(this.folder, `${mail.messageId}.eml`);
      const beside = join(this.folder, `.${mail.messageId}.tmp`);
      await writeDurably(beside, bytes);
      await rename(beside, path);
      await syncFolder(this.folder);
      return delivered;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      this.logger.warn({ folder: this.folder, code }, 'message file cannot be written');
      return failed('unreachable');
    }
  }
}
