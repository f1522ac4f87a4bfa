import type { QueryResult } from '#libs/contracts';
import type { Series } from '#libs/service';

type ViewStatus = QueryResult<'status'>['views'][number];

/** The state of each view as metrics. */
export const viewSeries = (views: readonly ViewStatus[]): Series[] => {
  const each = (of: (view: ViewStatus) => number): Series['values'] =>
    views.map((view) => ({ labels: { service: 'views', view: view.name }, value: of(view) }));
  return [
    {
      name: 'aduan_view_active',
      help: 'Whether this instance keeps the view',
      values: each(({ state }) => Number(state === 'following' || state === 'rebuilding')),
    },
    {
      name: 'aduan_view_caught_up',
      help: 'Whether the view has shown all that is stored since this instance keeps it',
      values: each(({ caughtUp }) => Number(caughtUp)),
    },
    {
      name: 'aduan_view_stopped',
      help: 'Whether the view does not go on by itself or fails again and again',
      values: each(({ stoppedBecause }) => Number(stoppedBecause !== undefined)),
    },
    {
      name: 'aduan_view_last_lag_seconds',
      help: 'Age of the last event when the view showed its effect',
      values: each(({ lagMs = 0 }) => lagMs / 1_000),
    },
    {
      name: 'aduan_view_applied_events',
      help: 'Events that the view has passed since its build began',
      values: each(({ events }) => events),
    },
  ];
};
