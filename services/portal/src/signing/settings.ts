import { createEsignClient, type EsignClient, type Placement } from '#libs/esign';
import type { Config } from '#libs/service';

const defaultTimeoutSeconds = 60;

/** The office's signing service, where one is configured. */
export interface Esign {
  client: EsignClient;
  version: 1 | 2;
  /** Where a visible signature goes; invisible where it is missing. */
  place?: Placement;
}

/** `page,x,y,width,height` or `tag:#,width,height` of the settings. */
export const placementOf = (text: string): Placement => {
  const [first = '', ...rest] = text.split(',');
  const [a = 0, b = 0, c = 0, d = 0] = rest.map(Number);
  const tag = /^tag:(.)$/u.exec(first)?.[1];
  return tag === undefined
    ? { page: Number(first), x: a, y: b, width: c, height: d }
    : { tag, width: a, height: b };
};

/** The signing service of the settings, or undefined where there is none. */
export const esignOf = (config: Config): Esign | undefined => {
  const { ADUAN_ESIGN_URL: url, ADUAN_ESIGN_USER: user, ADUAN_ESIGN_PASSWORD: password } = config;
  if (url === undefined || user === undefined || password === undefined) return undefined;
  const version = config.ADUAN_ESIGN_VERSION === '1' ? 1 : 2;
  const timeoutMs = (config.ADUAN_ESIGN_TIMEOUT_SECONDS ?? defaultTimeoutSeconds) * 1_000;
  const client = createEsignClient({ url, user, password, version, timeoutMs });
  const place = config.ADUAN_ESIGN_PLACE;
  return { client, version, ...(place === undefined ? {} : { place: placementOf(place) }) };
};
