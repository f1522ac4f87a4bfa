/** The place where files are kept does not answer now, or refuses. Nothing is known about what was asked; try again. */
export class FilesUnavailable extends Error {
  override readonly name = 'FilesUnavailable';
  readonly retryable = true;
}

/** Another file lies under this id already: what is kept is never overwritten. */
export class FileDiffers extends Error {
  override readonly name = 'FileDiffers';

  constructor(readonly fileId: string) {
    super(`another file is kept under ${fileId}`);
  }
}
