import { describe, expect, it } from 'vitest';
import { archiveInUse, readDistribution, sourceLine, suitesToTry } from './sources.js';

const bookworm = { id: 'debian', codename: 'bookworm' } as const;

describe('which archive fits', () => {
  it('reads Debian, Ubuntu and what derives from them', () => {
    expect(readDistribution('ID=debian\nVERSION_CODENAME=bookworm\n')).toEqual(bookworm);
    expect(readDistribution('ID=ubuntu\nID_LIKE=debian\nUBUNTU_CODENAME=noble\n')).toEqual({
      id: 'ubuntu',
      codename: 'noble',
    });
    expect(
      readDistribution(
        'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble',
      ),
    ).toEqual({ id: 'ubuntu', codename: 'noble' });
    expect(readDistribution('ID=fedora\n')).toBeUndefined();
    expect(readDistribution('')).toBeUndefined();
  });

  it('leaves out suites that are too old and tries the own one first', () => {
    expect(suitesToTry(bookworm)).toEqual(['trixie', 'forky', 'sid']);
    expect(suitesToTry({ id: 'debian', codename: 'forky' })[0]).toBe('forky');
    expect(suitesToTry({ id: 'ubuntu', codename: 'jammy' })).toEqual(['noble', 'resolute']);
    expect(suitesToTry({ id: 'debian', codename: '' })[0]).toBe('trixie');
  });

  it('keeps the mirror and keyring of a stanza source', () => {
    const text =
      'Types: deb\nURIs: http://mirror.example/debian-security\nSuites: bookworm-security\n\n' +
      '# local\nTypes: deb\nURIs: http://mirror.example/debian\nSuites: bookworm bookworm-updates\nComponents: main\nSigned-By: /k.gpg\n';
    expect(archiveInUse(bookworm, [text])).toEqual({
      uri: 'http://mirror.example/debian',
      options: ['signed-by=/k.gpg'],
    });
  });

  it('keeps the mirror of a one-line source and adds the keyring that it leaves to apt', () => {
    const text =
      '# deb http://off.example bookworm main\ndeb-src http://src.example bookworm main\n' +
      'deb [arch=amd64 lang=none] http://mirror.example/debian bookworm main\n';
    const archive = archiveInUse(bookworm, [text]);
    expect(sourceLine('debian', archive, 'trixie')).toBe(
      'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg arch=amd64] http://mirror.example/debian trixie main\n',
    );
  });

  it('falls back to the distribution, also when a source is off or its key is written inline', () => {
    const off = 'Enabled: no\nTypes: deb\nURIs: http://off.example\nSuites: bookworm\n';
    const inline =
      'Types: deb\nURIs: http://in.example\nSuites: bookworm\nSigned-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n';
    expect(archiveInUse(bookworm, ['', off]).uri).toBe('http://deb.debian.org/debian');
    expect(archiveInUse(bookworm, [inline])).toEqual({
      uri: 'http://in.example',
      options: ['signed-by=/usr/share/keyrings/debian-archive-keyring.gpg'],
    });
  });
});
