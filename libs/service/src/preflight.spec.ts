import { describe, expect, it } from 'vitest';
import type { Connection } from 'mongoose';
import type { NatsConnection } from '#libs/messaging';
import { checkMongo, checkNats, connectionError } from './preflight.js';

const mongo = (version: string) =>
  ({
    db: { admin: () => ({ command: () => Promise.resolve({ version }) }) },
  }) as never as Connection;
const nats = (version: string, jetstream: boolean) =>
  ({ info: { version, jetstream } }) as never as NatsConnection;

describe('before a service starts', () => {
  it('MongoDB must be 7 or newer', async () => {
    await expect(checkMongo(mongo('6.0.9'))).rejects.toThrow('MongoDB 6.0.9 is too old');
    expect(await checkMongo(mongo('7.0.0'))).toBe('7.0.0');
    expect(await checkMongo(mongo('10.1.0'))).toBe('10.1.0');
  });

  it('NATS must be 2.10 or newer, with JetStream', () => {
    expect(() => checkNats(nats('2.9.25', true))).toThrow('nats-server 2.9.25 is too old');
    expect(() => checkNats(nats('2.10.0', false))).toThrow('without JetStream');
    expect(checkNats(nats('2.15.1', true))).toBe('2.15.1');
  });

  it('refused credentials are told by the name of the setting, never by what stands in it', () => {
    const refused = Object.assign(new Error('Authentication failed.'), { code: 18 });
    const told = connectionError('MongoDB', 'ADUAN_MONGODB_URI', refused);
    expect(told.message).toContain('refuses the credentials in ADUAN_MONGODB_URI');
  });
});
