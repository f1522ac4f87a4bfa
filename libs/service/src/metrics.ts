import { Gauge, Registry } from 'prom-client';
import type { ServiceStatus } from './running-service.js';

const gauges = {
  aduan_ready: 'Whether the service has everything it needs',
  aduan_relay_active: 'Whether this instance publishes the events of its service',
  aduan_relay_published_total: 'Events published by this instance',
  aduan_relay_lagging: 'Whether stored events wait to be published',
  aduan_relay_stopped: 'Whether the relay gave up and waits for a person',
  aduan_events_handled_total: 'Events of other services handled',
  aduan_event_failures_total: 'Failures of event handlers',
  aduan_dead_letters_total: 'Events that became dead letters in this instance',
  aduan_events_held: 'Events held now: running, queued, waiting',
} as const;

const setOwn = (registry: Registry, { name, counts }: ServiceStatus): void => {
  for (const [metric, value] of Object.entries(counts ?? {}))
    new Gauge({
      name: metric,
      help: `Of the service ${name}`,
      labelNames: ['service'],
      registers: [registry],
    }).set({ service: name }, value);
};

const valuesOf = ({
  ready,
  relay,
  transport,
}: ServiceStatus): Record<keyof typeof gauges, number> => ({
  aduan_ready: Number(ready),
  aduan_relay_active: Number(relay.active),
  aduan_relay_published_total: relay.published,
  aduan_relay_lagging: Number(relay.lagging),
  aduan_relay_stopped: Number(relay.stoppedBecause !== undefined),
  aduan_events_handled_total: transport.handled,
  aduan_event_failures_total: transport.failures,
  aduan_dead_letters_total: transport.deadLetters,
  aduan_events_held: transport.consumer?.held ?? 0,
});

/** Adds the gauges of services to a registry of its own: many services may share one process. */
export const metricsText = async (...services: ServiceStatus[]): Promise<string> => {
  const registry = new Registry();
  for (const name of Object.keys(gauges) as (keyof typeof gauges)[]) {
    const gauge = new Gauge({
      name,
      help: gauges[name],
      labelNames: ['service'],
      registers: [registry],
    });
    for (const service of services) gauge.set({ service: service.name }, valuesOf(service)[name]);
  }
  for (const service of services) setOwn(registry, service);
  return registry.metrics();
};
