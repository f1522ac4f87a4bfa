import { describe, expect, it } from 'vitest';
import { HostRefused, listenHost } from './index.js';

const open = { ADUAN_EMBEDDED_NETWORK: 'private' };

describe('the address of an embedded server', () => {
  it('is loopback by itself, and any loopback address is taken', () => {
    expect(listenHost(undefined, {})).toBe('127.0.0.1');
    expect(listenHost('127.0.0.2', {})).toBe('127.0.0.2');
    expect(listenHost('::1', {})).toBe('::1');
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', '10.0.0.1'])('%s only on a private network', (host) => {
    expect(() => listenHost(host, {})).toThrow(HostRefused);
    expect(() => listenHost(host, { ADUAN_EMBEDDED_NETWORK: '1' })).toThrow(/private/);
    expect(listenHost(host, open)).toBe(host);
  });

  it.each(['localhost', '', 'eventstore', '127.0.0.1:80', '127.0.0.1/8'])(
    'is an address, not %s',
    (host) => {
      expect(() => listenHost(host, open)).toThrow(/IP address/);
    },
  );
});
