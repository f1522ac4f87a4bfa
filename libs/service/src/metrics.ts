import { Counter, Gauge, Registry } from 'prom-client';
import type { ServiceStatus } from './running-service.js';

/** One metric with its values; `_total` names are counters. */
export interface Series {
  name: string;
  help: string;
  values: { labels: Record<string, string>; value: number }[];
}

const helps = {
  aduan_ready: 'Whether the service has everything it needs',
  aduan_relay_active: 'Whether this instance publishes the events of its service',
  aduan_relay_published_total: 'Events published by this instance',
  aduan_relay_lagging: 'Whether stored events wait to be published',
  aduan_relay_lag_seconds: 'Age of the oldest stored event that waits to be published',
  aduan_relay_stopped: 'Whether the relay gave up and waits for a person',
  aduan_events_handled_total: 'Events of other services handled',
  aduan_event_failures_total: 'Failures of event handlers',
  aduan_dead_letters_total: 'Events that became dead letters in this instance',
  aduan_events_held: 'Events held now: running, queued, waiting',
} as const;

const valuesOf = ({
  ready,
  relay,
  transport,
}: ServiceStatus): Record<keyof typeof helps, number> => ({
  aduan_ready: Number(ready),
  aduan_relay_active: Number(relay.active),
  aduan_relay_published_total: relay.published,
  aduan_relay_lagging: Number(relay.lagging),
  aduan_relay_lag_seconds: relay.lagSeconds,
  aduan_relay_stopped: Number(relay.stoppedBecause !== undefined),
  aduan_events_handled_total: transport.handled,
  aduan_event_failures_total: transport.failures,
  aduan_dead_letters_total: transport.deadLetters,
  aduan_events_held: transport.consumer?.held ?? 0,
});

const add = (registry: Registry, { name, help, values }: Series): void => {
  const labelNames = [...new Set(values.flatMap(({ labels }) => Object.keys(labels)))];
  const shape = { name, help, labelNames, registers: [registry] };
  if (name.endsWith('_total')) {
    const counter = new Counter(shape);
    for (const { labels, value } of values) counter.inc(labels, value);
  } else {
    const gauge = new Gauge(shape);
    for (const { labels, value } of values) gauge.set(labels, value);
  }
};

const ownOf = ({ name: service, counts, series }: ServiceStatus): Series[] => [
  ...Object.entries(counts ?? {}).map(([name, value]) => ({
    name,
    help: `Of the service ${service}`,
    values: [{ labels: { service }, value }],
  })),
  ...(series ?? []),
];

/** Series in Prometheus' text format. */
export const seriesText = async (series: Series[]): Promise<string> => {
  const registry = new Registry();
  for (const each of series) add(registry, each);
  return registry.metrics();
};

/** What services tell, in Prometheus' text format; many services may share one process. */
export const metricsText = (...services: ServiceStatus[]): Promise<string> => {
  const common = (Object.keys(helps) as (keyof typeof helps)[]).map((name) => ({
    name,
    help: helps[name],
    values: services.map((status) => ({
      labels: { service: status.name },
      value: valuesOf(status)[name],
    })),
  }));
  return seriesText([...common, ...services.flatMap(ownOf)]);
};
