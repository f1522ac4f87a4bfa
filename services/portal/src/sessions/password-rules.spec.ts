import { describe, expect, it } from 'vitest';
import { requireStrong } from './password-rules.js';

describe('a password that is guessed first', () => {
  it.each([
    'password123',
    'Password2026!',
    'KATA SANDI',
    'katasandi1',
    'rahasia123',
    'indonesia45',
    'bismillah123',
    '1234567890',
    '0987654321',
    '17081945170845',
    'qwertyuiop',
    'abcdefghij',
    'aaaaaaaaaa',
    '1212121212',
    'sandisandi',
    'ｐａｓｓｗｏｒｄ12',
    'petugas.waru',
    'Petugas.Waru2026',
  ])('%s is refused', (password) => {
    expect(() => requireStrong(password, 'petugas.waru')).toThrow(
      expect.objectContaining({ code: 'weak-password', detail: { field: 'password' } }),
    );
  });

  it.each([
    'aduan-lokal-2026',
    'kata-sandi-pertama',
    'hujan di atap seng',
    'Tujuh7kucing!',
    'rahasia-dapur-ibu',
    'camat suka durian',
    '密码不是这个我的妈呀',
  ])('%s is not', (password) => {
    expect(() => requireStrong(password, 'petugas.waru')).not.toThrow();
  });
});
