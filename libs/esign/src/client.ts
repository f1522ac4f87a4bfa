import type { Connection } from './exchange.js';
import type { EsignClient } from './types.js';
import { clientV1 } from './v1.js';
import { clientV2 } from './v2.js';

/** Where the office's signing service is, in which version, and who may use it. */
export interface EsignOptions extends Connection {
  version: 1 | 2;
}

/**
 * A client of the signing service. Facts of its interface: version 1 takes forms and answers the PDF, version 2 takes and
 * answers JSON; both know the application by HTTP Basic and the signer by NIK and passphrase.
 */
export const createEsignClient = ({ version, ...connection }: EsignOptions): EsignClient =>
  version === 1 ? clientV1(connection) : clientV2(connection);
