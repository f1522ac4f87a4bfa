/** What a file of a case is for. */
export const filePurposes = [
  'report',
  'reply',
  'evidence',
  'unit-answer',
  'meeting',
  'signed-document',
] as const;
export type FilePurpose = (typeof filePurposes)[number];

/** What comes from the reporter: it goes when the reporter is erased. */
export const reporterPurposes: readonly FilePurpose[] = ['report', 'reply'];

/** Types of files that are taken; each is told by content, never by name. */
export const fileMediaTypes = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type FileMediaType = (typeof fileMediaTypes)[number];

/** Why a file is taken away. */
export const fileRemovalReasons = ['mistake', 'privacy', 'unlawful'] as const;

/**
 * Files of one case, and how many of them may come from the reporter. Neither the procedure nor a law names a number: ten photos
 * of 10 MB show any matter, and forty leave room for scans of every step while one case stays below half a gigabyte.
 */
export const fileLimits = { ofReporter: 10, inAll: 40 } as const;
