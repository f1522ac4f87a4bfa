import type { FileMediaType } from '#libs/contracts';

const endings: Record<FileMediaType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};
const longest = 100;

// Controls, marks that reorder text, and what means something in a path, a header or a shell.
const harmful = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%;$`']/gu;

/**
 * A harmless name for people, made of the one that a sender gave: no folders, no control characters, at most 100 characters,
 * with the ending of what the file really is. `berkas` where nothing is left.
 */
export const safeName = (declared: string | undefined, mediaType: FileMediaType): string => {
  const last = (declared ?? '').slice(-1_000).split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .normalize('NFC')
    .replace(/(\.[a-z0-9]{1,5})+$/i, '')
    .replaceAll(harmful, ' ')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/^[ .-]+|[ .]+$/g, '');
  const short = Array.from(stem).slice(0, longest).join('').trim();
  return `${short === '' ? 'berkas' : short}.${endings[mediaType]}`;
};
