import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, readEsignConfig } from './config.js';

const needed = {
  ADUAN_ESDB_URL: 'esdb://localhost:2113?tls=false',
  ADUAN_MONGODB_URI: 'mongodb://localhost:27017/aduan',
  ADUAN_NATS_URL: 'nats://localhost:4222',
  ADUAN_MASTER_KEY: 'master-key-that-nobody-may-read',
  ADUAN_ACTOR_KEY: 'actor-key-that-nobody-may-read',
};
const read = (more: Record<string, string>) => readConfig({ ...needed, ...more });

describe('settings', () => {
  it('trust no proxy unless they name it', () => {
    expect(read({}).ADUAN_TRUST_PROXY).toBeUndefined();
    expect(read({ ADUAN_TRUST_PROXY: '10.0.0.1, 172.16.0.0/12,::1' }).ADUAN_TRUST_PROXY).toEqual([
      '10.0.0.1',
      '172.16.0.0/12',
      '::1',
    ]);
  });

  it.each(['true', '*', '1', '10.0.0.1/33', '10.0.0.1/8/8', 'proxy.local', '10.0.0.1,'])(
    'do not take %s for a proxy',
    (value) => {
      expect(() => read({ ADUAN_TRUST_PROXY: value })).toThrow(ConfigError);
    },
  );

  it('of the signing service are whole or missing', () => {
    const url = 'http://esign.example';
    expect(() => read({ ADUAN_ESIGN_URL: url, ADUAN_ESIGN_USER: 'a' })).toThrow(
      /ADUAN_ESIGN_PASSWORD is missing/,
    );
    const whole = { ADUAN_ESIGN_URL: url, ADUAN_ESIGN_USER: 'a', ADUAN_ESIGN_PASSWORD: 'b' };
    expect(readEsignConfig(whole)).toMatchObject(whole);
    expect(readEsignConfig({}).ADUAN_ESIGN_URL).toBeUndefined();
    for (const place of ['1,2', 'tag:##,1,2', '0,1,2,3,4', '1,2,3,4,x'])
      expect(() => readEsignConfig({ ...whole, ADUAN_ESIGN_PLACE: place })).toThrow(
        /ADUAN_ESIGN_PLACE must be/,
      );
    expect(() => readEsignConfig({ ...whole, ADUAN_ESIGN_TIMEOUT_SECONDS: '600' })).toThrow(
      /ADUAN_ESIGN_TIMEOUT_SECONDS/,
    );
    expect(() => readEsignConfig({ ...whole, ADUAN_ESIGN_URL: 'file:///etc/passwd' })).toThrow(
      /ADUAN_ESIGN_URL/,
    );
  });

  it('are told apart by name when wrong, and no value is repeated', () => {
    const wrong = { ...needed, ADUAN_PORT: 'x', ADUAN_SMTP_URL: 'smtpx' };
    expect(() => readConfig({ ...wrong, ADUAN_NATS_URL: 'secret' })).toThrow(/ADUAN_PORT/);
    expect(() => readConfig({ ...wrong, ADUAN_NATS_URL: 'secret' })).not.toThrow(/secret/);
  });
});
