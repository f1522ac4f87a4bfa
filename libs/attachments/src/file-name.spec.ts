import { describe, expect, it } from 'vitest';
import { safeName } from './file-name.js';

describe('the name of a file', () => {
  it.each([
    ['IMG_2026.JPG', 'IMG_2026.jpg'],
    ['Jalan rusak (2).jpeg', 'Jalan rusak (2).jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\Users\\Siti\\foto.png', 'foto.jpg'],
    ['foto.php.jpg', 'foto.jpg'],
    ['..', 'berkas.jpg'],
    ['', 'berkas.jpg'],
    [undefined, 'berkas.jpg'],
    ['gpj.\u202eexe', 'gpj. exe.jpg'],
    ['a\r\nset-cookie: x=1', 'a set-cookie x=1.jpg'],
    ['"; rm -rf "', 'rm -rf.jpg'],
    ['<img src=x onerror=alert(1)>', 'img src=x onerror=alert(1).jpg'],
    ['道路.png', '道路.jpg'],
    ['x'.repeat(5_000), `${'x'.repeat(100)}.jpg`],
  ])('%j becomes %j', (declared, safe) => {
    expect(safeName(declared, 'image/jpeg')).toBe(safe);
  });
});
