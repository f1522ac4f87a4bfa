import MailComposer from 'nodemailer/lib/mail-composer';
import { email } from '#libs/contracts';
import type { Mail } from './transport.js';

/** Whether the text is one e-mail address and nothing else: no list, no line break, no display name. */
export const isAddress = (text: string): boolean => email.safeParse(text).success;

/**
 * The message as RFC 5322 wants it, in UTF-8 plain text; the same bytes for the same mail. Throws RangeError when a value
 * could become a header of its own, which texts and addresses checked before never do.
 */
export const composeMail = async (mail: Mail): Promise<Buffer> => {
  if (!isAddress(mail.to) || !isAddress(mail.from)) throw new RangeError('not an e-mail address');
  if (/[\r\n]/.test(mail.subject) || !/^[\w.@-]+$/.test(mail.headerId))
    throw new RangeError('a header must stand on one line');
  const composer = new MailComposer({
    from: { name: 'Aduan', address: mail.from },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.body,
    messageId: `<${mail.headerId}>`,
    date: mail.date,
    // Vacation notices of the receiver are not for a machine (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
};
