import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError, type ErrorCode } from '#libs/contracts';
import { prepareUpload, sha256Of } from './prepare-upload.js';

const picture = (width = 60, height = 40) =>
  sharp({ create: { width, height, channels: 3, background: '#3a7' } });
const gps = {
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '1/1 17/1 24/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '116/1 35/1 6/1',
  },
};
const photo = (): Promise<Buffer> =>
  picture()
    .jpeg()
    .withExif({ IFD0: { Make: 'Rahasia', Orientation: '6' }, ...gps })
    .withMetadata({ orientation: 6 })
    .toBuffer();

/** A PDF of two pages; `extra` stands in its catalogue, `more` after its objects. */
const pdf = (extra = '', more = '', trailer = ''): Buffer =>
  Buffer.from(
    [
      '%PDF-1.7',
      `1 0 obj << /Type /Catalog /Pages 2 0 R ${extra} >> endobj`,
      '2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >> endobj',
      '3 0 obj << /Type /Page /Parent 2 0 R >> endobj',
      '4 0 obj << /Type/Page /Parent 2 0 R >> endobj',
      more,
      `trailer << /Root 1 0 R ${trailer} >>`,
      'startxref',
      '0',
      '%%EOF',
    ].join('\n'),
    'latin1',
  );
const streamOf = (dictionary: string, bytes: Buffer): string =>
  `9 0 obj << ${dictionary} >>\nstream\n${bytes.toString('latin1')}\nendstream endobj`;

const refusal = async (bytes: Uint8Array, name?: string): Promise<ErrorCode | 'taken'> => {
  try {
    await prepareUpload(bytes, name);
    return 'taken';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

let jpeg: Buffer;
beforeAll(async () => {
  jpeg = await photo();
});

describe('a photo', () => {
  it('is turned upright, stripped of all that it told, and its place is offered', async () => {
    const prepared = await prepareUpload(jpeg, 'IMG_1.JPG');
    expect(prepared).toMatchObject({
      mediaType: 'image/jpeg',
      name: 'IMG_1.jpg',
      width: 40,
      height: 60,
      location: { latitude: -1.29, longitude: 116.585 },
      sha256: sha256Of(prepared.bytes),
    });
    const { exif, icc, xmp, iptc, orientation, width } = await sharp(prepared.bytes).metadata();
    expect([exif, icc, xmp, iptc, orientation]).toEqual(Array.from({ length: 5 }));
    expect(width).toBe(40);
    expect(prepared.bytes.includes('Rahasia')).toBe(false);
  });

  it('gets a thumbnail without metadata', async () => {
    const wide = await picture(2_000, 500).webp().toBuffer();
    const { thumbnail, mediaType } = await prepareUpload(wide, undefined);
    expect(mediaType).toBe('image/webp');
    const { format, width, height } = await sharp(thumbnail).metadata();
    expect([format, width, height]).toEqual(['webp', 320, 80]);
  });

  it('is told by its content, whatever it is called', async () => {
    const png = await picture().png().toBuffer();
    expect(await prepareUpload(png, 'laporan.pdf.exe')).toMatchObject({
      mediaType: 'image/png',
      name: 'laporan.png',
    });
  });

  it('that is a page or an archive too is a photo alone afterwards', async () => {
    const html = Buffer.from('<script>alert(1)</script>');
    const zip = Buffer.from('PK\u0003\u0004hidden');
    const { bytes } = await prepareUpload(Buffer.concat([jpeg, html, zip]), 'x.jpg');
    expect(bytes.includes('script')).toBe(false);
    expect(bytes.includes('hidden')).toBe(false);
  });

  it('gives the same bytes each time: the same upload twice is one', async () => {
    const [one, two] = [await prepareUpload(jpeg, 'a'), await prepareUpload(jpeg, 'b')];
    expect(one.sha256).toBe(two.sha256);
  });

  it('comes twenty at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => prepareUpload(jpeg, 'a.jpg')));
    expect(all).toHaveLength(20);
  });
});

describe('a PDF', () => {
  it('is kept as it came, with its pages counted', async () => {
    const bytes = pdf();
    const prepared = await prepareUpload(bytes, 'Surat RT.pdf');
    expect(prepared).toMatchObject({
      mediaType: 'application/pdf',
      pages: 2,
      name: 'Surat RT.pdf',
    });
    expect(prepared.bytes).toEqual(bytes);
  });

  it('is read inside its object streams', async () => {
    const objects = Buffer.from('<< /Type /Page >> << /Type /Page >>');
    const dictionary = '/Type /ObjStm /Filter /FlateDecode';
    const { pages } = await prepareUpload(
      pdf('', streamOf(dictionary, deflateSync(objects))),
      undefined,
    );
    expect(pages).toBe(4);
  });

  it('may have pictures whose bytes spell anything', async () => {
    const image = Buffer.from('/JavaScript /Launch /Encrypt');
    expect(await refusal(pdf('', streamOf('/Subtype /Image', image)))).toBe('taken');
  });

  it.each([
    ['a program', pdf('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>')],
    ['a program in disguise', pdf('/OpenAction << /S /J#61vaScript >>')],
    ['a launch', pdf('/OpenAction << /S /Launch >>')],
    ['files inside', pdf('/Names << /EmbeddedFiles 5 0 R >>')],
    ['a form that sends', pdf('/AA << /S /SubmitForm >>')],
    [
      'a program in an object stream',
      pdf(
        '',
        streamOf('/Type /Obj#53tm /Filter /FlateDecode', deflateSync(Buffer.from('<< /JS 1 >>'))),
      ),
    ],
  ])('is refused with %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('pdf-active');
  });

  it('is refused when it is locked', async () => {
    expect(await refusal(pdf('', '', '/Encrypt 7 0 R'))).toBe('pdf-encrypted');
  });

  it.each([
    ['cut off', pdf().subarray(0, 150)],
    ['without pages', Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF')],
    ['with a stream that does not end', pdf('', '9 0 obj << >>\nstream\nabc')],
    [
      'a bomb',
      pdf(
        '',
        streamOf('/Type /ObjStm /Filter /FlateDecode', deflateSync(Buffer.alloc(200_000_000))),
      ),
    ],
  ])('is refused when it is %s', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('file-broken');
  });
});

describe('what is no photo and no PDF', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'file-empty'],
    ['too much', Buffer.alloc(10_000_001), 'file-too-large'],
    ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>'), 'file-type'],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="a()"/>'), 'file-type'],
    ['a program', Buffer.from('MZ\u0000\u0000'), 'file-type'],
    ['an archive', Buffer.from('PK\u0003\u0004aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'), 'file-type'],
    ['a GIF', Buffer.from('GIF89a\u0001\u0000\u0001\u0000'), 'file-type'],
    [
      'HEIC',
      Buffer.from('\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic'),
      'file-type',
    ],
    ['noise', Buffer.from([1, 2, 3]), 'file-type'],
    ['a JPEG of three bytes', Buffer.from([0xff, 0xd8, 0xff]), 'file-broken'],
  ] as const)('is refused: %s called foto.jpg', async (_, bytes, code) => {
    expect(await refusal(bytes, 'foto.jpg')).toBe(code);
  });

  it('is refused: a photo cut off', async () => {
    const large = await sharp({
      create: {
        width: 400,
        height: 400,
        channels: 3,
        background: '#000',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer();
    expect(await refusal(large.subarray(0, large.length / 2))).toBe('file-broken');
  });

  it('is refused: a small PNG that unpacks to 56 million pixels', async () => {
    const bomb = await picture(8_000, 7_000).png().toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refusal(bomb)).toBe('image-too-large');
  });
});
