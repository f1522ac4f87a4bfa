import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { ServiceKit } from '#libs/service';
import { adapterOf } from './http-app.js';

/** The address that a request counts as, which comes from a proxy at 10.0.0.9 and names another one. */
const addressOf = async (trusted: string[] | undefined): Promise<string> => {
  const config = { ADUAN_TRUST_PROXY: trusted };
  const server: FastifyInstance = adapterOf({ config } as ServiceKit).getInstance();
  server.get('/', (request) => request.ip);
  const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.5' };
  return (await server.inject({ url: '/', remoteAddress: '10.0.0.9', headers })).body;
};

describe('the address of a caller', () => {
  it('is that of the connection, whatever the caller says', async () => {
    expect(await addressOf(undefined)).toBe('10.0.0.9');
    expect(await addressOf(['192.0.2.1'])).toBe('10.0.0.9');
  });

  it('is the one that a trusted proxy saw', async () => {
    expect(await addressOf(['10.0.0.0/8'])).toBe('203.0.113.5');
  });
});
