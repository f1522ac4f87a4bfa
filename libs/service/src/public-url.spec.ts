import { expect, it } from 'vitest';
import { publicAddress } from './public-url.js';

it.each([
  ['https://aduan.example.go.id', 'https://aduan.example.go.id/v/A1'],
  ['https://aduan.example.go.id/', 'https://aduan.example.go.id/v/A1'],
  ['https://example.go.id/aduan//', 'https://example.go.id/aduan/v/A1'],
  [undefined, 'http://localhost:8080/v/A1'],
])('an address below %s', (ADUAN_PUBLIC_URL, address) => {
  const url = ADUAN_PUBLIC_URL === undefined ? {} : { ADUAN_PUBLIC_URL };
  expect(publicAddress({ ADUAN_PORT: 8080, ...url }, '/v/A1')).toBe(address);
});
