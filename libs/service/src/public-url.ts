import type { Config } from './config.js';

/**
 * An address of the portal as people reach it: below ADUAN_PUBLIC_URL, or below the portal's own address where that is not
 * set, which only this machine reaches.
 */
export const publicAddress = (
  config: Pick<Config, 'ADUAN_PUBLIC_URL' | 'ADUAN_PORT'>,
  path: string,
): string => {
  const base = config.ADUAN_PUBLIC_URL ?? `http://localhost:${config.ADUAN_PORT}`;
  return `${base.replace(/\/+$/, '')}${path}`;
};
