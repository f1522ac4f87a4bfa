import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DomainError, type QueryResult } from '#libs/contracts';
import { toWire, type Position } from '#libs/eventsourcing';
import { Projector, SharedFollow, type OpenEvent, type ProjectorStatus } from '#libs/projections';
import { ServiceKit, type Series } from '#libs/service';
import { openedOnce, openerOf, upcastOnly } from '../shared/opener.js';
import { viewSeries } from './view-series.js';
import { viewSpans } from './view-spans.js';
import { unopened, viewNames, viewOf, type ViewName } from '../views.js';

type ViewStatus = QueryResult<'status'>['views'][number];

/** Events that come within so many ms are written together: one deed of an officer causes several. */
const lingerMs = 15;

const reported = (status: ProjectorStatus): ViewStatus => {
  const { view: name, version, state, caughtUp, events, position, lagMs, stoppedBecause } = status;
  return {
    name,
    version,
    state,
    caughtUp,
    events,
    ...(position ? { position: toWire(position) } : {}),
    ...(lagMs === undefined ? {} : { lagMs }),
    ...(stoppedBecause ? { stoppedBecause: stoppedBecause.reason } : {}),
  };
};

/** Keeps every view up to date, each by a projector of its own; all of them read the store by one subscription. */
export class ViewRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly projectors: ReadonlyMap<ViewName, Projector<object>>;

  private readonly store: SharedFollow;

  constructor(private readonly kit: ServiceKit) {
    this.store = new SharedFollow(kit.store);
    const opened = openedOnce(openerOf(kit.sealer));
    this.projectors = new Map(
      viewNames.map((name) => [
        name,
        this.projector(name, unopened.has(name) ? upcastOnly : opened),
      ]),
    );
  }

  onApplicationBootstrap(): void {
    for (const projector of this.projectors.values()) projector.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.projectors.values()].map((projector) => projector.stop()));
  }

  /** Waits until the views have the effect of the event at the position; false where one of them has not after `timeoutMs`. */
  async reached(
    names: readonly ViewName[],
    position: Position,
    timeoutMs: number,
  ): Promise<boolean> {
    const waits = names.map((name) => this.of(name).waitFor(position, timeoutMs));
    return (await Promise.all(waits)).every(Boolean);
  }

  /** Whether one of the views is being built or has not caught up since its start: what it lacks may be in the store. */
  isBehind(names: readonly ViewName[]): boolean {
    return names.some((name) => {
      const { state, caughtUp } = this.of(name).status();
      return state === 'rebuilding' || (state === 'following' && !caughtUp);
    });
  }

  status(): ViewStatus[] {
    return [...this.projectors.values()].map((projector) => reported(projector.status()));
  }

  /** Numbers for the metrics. */
  counts(): Record<string, number> {
    const all = this.status();
    return {
      aduan_views_events_total: all.reduce((sum, { events }) => sum + events, 0),
      aduan_views_behind: all.filter(({ caughtUp }) => !caughtUp).length,
      aduan_views_stopped: all.filter((each) => each.stoppedBecause !== undefined).length,
      aduan_views_lag_ms: Math.max(0, ...all.map(({ lagMs = 0 }) => lagMs)),
    };
  }

  /** The same for each view. */
  series(): Series[] {
    return viewSeries(this.status());
  }

  /** Begins to build a view anew; what is under way already goes on. Throws DomainError `not-found`. */
  rebuild(name: string): void {
    if (!viewNames.includes(name as ViewName)) throw new DomainError('not-found');
    const { logger } = this.kit;
    this.of(name as ViewName)
      .rebuild()
      .then(() => logger.info({ view: name }, 'view is rebuilt'))
      .catch((error: unknown) => logger.warn({ err: error, view: name }, 'rebuild did not go on'));
  }

  private of(name: ViewName): Projector<object> {
    return this.projectors.get(name) as Projector<object>;
  }

  private projector(name: ViewName, open: OpenEvent): Projector<object> {
    const { mongo: connection, logger } = this.kit;
    const { store } = this;
    const { ADUAN_INSTANCE: owner } = this.kit.config;
    const onApplied = viewSpans(name);
    const options = { view: viewOf(name), store, connection, open, logger, lingerMs, onApplied };
    return new Projector({ ...options, ...(owner === undefined ? {} : { owner }) });
  }
}
