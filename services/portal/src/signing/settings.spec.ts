import { describe, expect, it } from 'vitest';
import type { Config } from '#libs/service';
import { appearanceOf } from './appearance.js';
import { esignOf, placementOf } from './settings.js';

const place = { page: 1, x: 400, y: 60, width: 120, height: 60 };
const config = { ADUAN_PUBLIC_URL: 'https://aduan.example' } as Config;

describe('the signing service of the settings', () => {
  it('is version 2 unless they say 1, and none without an address', () => {
    const whole = {
      ADUAN_ESIGN_URL: 'http://localhost',
      ADUAN_ESIGN_USER: 'a',
      ADUAN_ESIGN_PASSWORD: 'b',
    } as Config;
    expect(esignOf(whole)?.version).toBe(2);
    expect(esignOf({ ...whole, ADUAN_ESIGN_VERSION: '1' })?.version).toBe(1);
    expect(esignOf({} as Config)).toBeUndefined();
  });
  it('puts a visible signature on a page or where a sign stands', () => {
    expect(placementOf('1,400,60,120,60')).toEqual(place);
    expect(placementOf('tag:#,80,90')).toEqual({ tag: '#', width: 80, height: 90 });
  });
});

describe('the look of a signature', () => {
  it('is nothing without a place', async () => {
    expect(await appearanceOf({ version: 2 }, config, 'abc')).toEqual({ visible: false });
  });
  it('is the code of the verification page: an address for version 1, a picture for version 2', async () => {
    expect(await appearanceOf({ version: 1, place }, config, 'abc')).toEqual({
      visible: true,
      place,
      linkQr: 'https://aduan.example/v/abc',
    });
    const shown = await appearanceOf({ version: 2, place }, config, 'abc');
    const image = shown.visible ? shown.image : undefined;
    expect(
      Buffer.from(image ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });
  it('is the frame alone for a document without a verification page', async () => {
    expect(await appearanceOf({ version: 2, place }, config, undefined)).toEqual({
      visible: true,
      place,
    });
  });
});
