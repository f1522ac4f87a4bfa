import sharp, { type Sharp } from 'sharp';
import { DomainError, type FileMediaType } from '#libs/contracts';
import { locationOf, type Location } from './location.js';

/** Pixels of a picture at most: what phones of today make; unpacked it takes 150 MB. */
export const mostMegapixels = 50;
const thumbnailSide = 320;
const patienceSeconds = 20;

export type ImageType = Exclude<FileMediaType, 'application/pdf'>;

/** A picture made safe. */
export interface SafeImage {
  bytes: Buffer;
  thumbnail: Buffer;
  width: number;
  height: number;
  location?: Location;
}

// Pictures come one after the other: the memory of two large ones at once is worth more than the time.
sharp.cache(false);
sharp.concurrency(1);
let queue: Promise<unknown> = Promise.resolve();
const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
  const mine = queue.then(work);
  queue = mine.catch(() => undefined);
  return mine;
};

const opened = (bytes: Uint8Array): Sharp =>
  sharp(bytes, { failOn: 'error', limitInputPixels: mostMegapixels * 1_000_000, pages: 1 }).timeout(
    {
      seconds: patienceSeconds,
    },
  );

const encoded = (image: Sharp, type: ImageType): Sharp => {
  switch (type) {
    case 'image/jpeg':
      return image.jpeg({ quality: 85 });
    case 'image/png':
      return image.png({ compressionLevel: 9 });
    case 'image/webp':
      return image.webp({ quality: 85 });
  }
};

const safe = async (bytes: Uint8Array, type: ImageType): Promise<SafeImage> => {
  const { width, height, exif } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height > mostMegapixels * 1_000_000)
    throw new DomainError('image-too-large', { megapixels: mostMegapixels });
  const location = locationOf(exif);
  const whole = await encoded(opened(bytes).autoOrient(), type).toBuffer({
    resolveWithObject: true,
  });
  const thumbnail = await opened(whole.data)
    .resize(thumbnailSide, thumbnailSide, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer();
  const size = { width: whole.info.width, height: whole.info.height };
  return { bytes: whole.data, thumbnail, ...size, ...(location ? { location } : {}) };
};

/**
 * A picture encoded anew: upright, without any metadata, without whatever was hidden behind its pixels, with a thumbnail (WebP).
 * The place that it carried is told besides. Throws DomainError `file-broken`, `image-too-large`.
 */
export const safeImage = (bytes: Uint8Array, type: ImageType): Promise<SafeImage> =>
  inTurn(async () => {
    try {
      return await safe(bytes, type);
    } catch (error) {
      if (error instanceof DomainError) throw error;
      throw new DomainError('file-broken');
    }
  });
