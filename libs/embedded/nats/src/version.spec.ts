import { expect, it } from 'vitest';
import { isNewEnough, parseVersion } from './version.js';

it('finds the version in what nats-server and apt write', () => {
  expect(parseVersion('nats-server: v2.10.27\n')).toBe('2.10.27');
  expect(parseVersion(' nats-server | 2.10.27-1+b2 | http://deb.debian.org trixie')).toBe(
    '2.10.27',
  );
  expect(parseVersion('no version here')).toBeUndefined();
});

it('needs 2.10, compared as numbers', () => {
  expect(['2.9.10', '1.99.0', '2.10.0', '2.15.1', '3.0.0'].map(isNewEnough)).toEqual([
    false,
    false,
    true,
    true,
    true,
  ]);
});
