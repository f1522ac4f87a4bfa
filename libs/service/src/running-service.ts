import type { ServiceName } from '#libs/contracts';
import type { AduanTransport, Relay } from '#libs/messaging';
import type { ServiceKit } from './kit.js';
import type { Series } from './metrics.js';

/** What a service of Aduan offers to whoever hosts it: a process of its own, or the local start. */
export interface RunningService {
  name: ServiceName;
  kit: ServiceKit;
  /** For people and probes: is everything there that the service needs? */
  status(): ServiceStatus;
  close(): Promise<void>;
}

export interface ServiceStatus {
  name: ServiceName;
  ready: boolean;
  relay: ReturnType<Relay['status']>;
  transport: ReturnType<AduanTransport['report']>;
  /** Numbers that only this service has, by name of the metric. */
  counts?: Record<string, number>;
  /** The same with labels of their own. */
  series?: Series[];
}
