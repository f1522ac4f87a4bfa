import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShort, withShortEnd } from './short-end.js';

const lastOf = (text: string): string => text.split(/\n\s*\n/).at(-1) ?? '';

describe('the end of a text', () => {
  it.each(['Selesai.', 'Satu.\n\nDua.', 'x'.repeat(700)])(
    'stays as it is where it is short',
    (text) => expect(withShortEnd(text)).toBe(text),
  );
  it('is parted after a sentence', () => {
    const text = 'Petugas memeriksa lokasi. '.repeat(60).trim();
    const parted = withShortEnd(`Awal.\n\n${text}`);
    expect(parted.replaceAll(/\s+/g, ' ')).toBe(`Awal. ${text}`);
    expect(isShort(lastOf(parted))).toBe(true);
    expect(lastOf(parted)).toMatch(/^Petugas/);
  });
  it('is parted after a line, and holds no more lines than fit', () => {
    const parted = withShortEnd('- butir\n'.repeat(200).trim());
    expect(lastOf(parted).split('\n').length).toBeLessThan(12);
    expect(lastOf(parted)).toMatch(/^- butir/);
  });
  it('is never lost, whatever the text', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('kata', ' ', '. ', '\n', '\n\n', 'x'.repeat(90)), {
          maxLength: 150,
        }),
        (parts) => {
          const text = parts.join('').trim();
          expect(withShortEnd(text).replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
        },
      ),
    ));
});
