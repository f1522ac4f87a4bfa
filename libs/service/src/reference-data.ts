import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { DomainError } from '#libs/contracts';
import {
  StoreUnavailable,
  type EventStore,
  type Position,
  type StoredEvent,
} from '#libs/eventsourcing';
import {
  officeCalendar,
  procedure as procedureSchema,
  procedureInForce,
  type OfficeCalendar,
  type Procedure,
} from '#libs/procedure';
import { localDate } from '#libs/procedure';

/** Stream in which sla lists the kecamatan that take part. */
export const kecamatanListStream = 'sla-kecamatan-list';

const procedurePrefix = 'sla-procedure-';
const calendarPrefix = 'sla-calendar-';
const retryMs = 500;

/** Codes of the kecamatan in the list, each once; empty in a store that has no list (yet). Throws StoreUnavailable. */
export const listedKecamatan = async (
  store: Pick<EventStore, 'readStream'>,
): Promise<Set<string>> => {
  const codes = new Set<string>();
  for await (const { type, data } of store.readStream(kecamatanListStream))
    if (type === 'KecamatanListed') codes.add(String(data['code']));
  return codes;
};

interface Kecamatan {
  procedures: Procedure[];
  /** Versions of the procedure that are in, for an event may come twice. */
  versions: Set<number>;
  calendar?: { version: number; calendar: OfficeCalendar };
}

/** What a decision about a kecamatan rests on at a moment. */
export interface Rules {
  procedure: Procedure;
  calendar: OfficeCalendar;
}

/**
 * Procedures and calendars of every kecamatan, folded from their streams and kept up to date. They are read from the
 * event store like every read model, so no service waits for another one to know the rules. The list of kecamatan leads to
 * their streams; a store without it is looked through from its first event, once per start until sla has listed them.
 */
export class ReferenceData {
  private readonly kecamatan = new Map<string, Kecamatan>();
  private caughtUp = false;
  private readonly abort = new AbortController();
  private running: Promise<void> | undefined;
  private readonly waiting: (() => void)[] = [];
  private seen = 0;

  constructor(
    private readonly store: Pick<EventStore, 'follow' | 'readStream' | 'end'>,
    private readonly logger: Logger,
  ) {}

  /** Begins to follow; returns at once. */
  start(): void {
    this.running = this.run();
  }

  /** Ends following. */
  async stop(): Promise<void> {
    this.abort.abort();
    await this.running;
  }

  /** Whether the procedure of at least one kecamatan is known. */
  get ready(): boolean {
    return this.caughtUp && [...this.kecamatan.values()].some(({ calendar }) => calendar);
  }

  /** Grows as long as the history is being looked through; tells slow from stuck. */
  get progress(): number {
    return this.seen;
  }

  /** Resolves when `ready`; false after `timeoutMs`. */
  async whenReady(timeoutMs: number): Promise<boolean> {
    if (this.ready) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([late, new Promise<void>((resolve) => this.waiting.push(resolve))]);
    clearTimeout(timer);
    return this.ready;
  }

  /** Codes and names of the kecamatan that take part. */
  list(): { code: string; name: string }[] {
    return [...this.kecamatan]
      .map(([code, { procedures }]) => ({ code, name: procedures.at(-1)?.kecamatan.name ?? code }))
      .sort((a, b) => a.code.localeCompare(b.code));
  }

  /**
   * Procedure in force and newest calendar of a kecamatan. Throws DomainError `unknown-kecamatan`, and `unavailable`
   * while nothing has been read yet.
   */
  rules(kecamatan: string, at: string): Rules {
    if (!this.ready) throw new DomainError('unavailable', { service: 'sla' });
    const known = this.kecamatan.get(kecamatan);
    const calendar = known?.calendar?.calendar;
    const first = known?.procedures[0];
    if (!known || !calendar || !first) throw new DomainError('unknown-kecamatan', { kecamatan });
    const procedure = procedureInForce(known.procedures, localDate(calendar, at)) ?? first;
    return { procedure, calendar };
  }

  private async run(): Promise<void> {
    const { signal } = this.abort;
    const prefixes = [procedurePrefix, calendarPrefix];
    const onBreak = (): void => this.logger.warn('reference data: event store is away, going on');
    const after = await this.readListed();
    for await (const item of this.store.follow({ after, prefixes, signal, onBreak })) {
      this.seen += 1;
      if (item.kind === 'event') this.apply(item.event);
      if (item.kind === 'caughtUp') this.caughtUp = true;
      this.wake();
    }
  }

  private wake(): void {
    if (this.ready) for (const wake of this.waiting.splice(0)) wake();
  }

  /** Reads what the list names; gives the place to follow from, again and again until the store answers. */
  private async readListed(): Promise<Position | 'start'> {
    while (!this.abort.signal.aborted) {
      try {
        return await this.readOnce();
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error;
        this.logger.warn('reference data: event store is away, trying again');
        await delay(retryMs, undefined, { signal: this.abort.signal }).catch(() => undefined);
      }
    }
    return 'start';
  }

  // The end is taken before the streams are read: what is published in between comes twice, never not at all.
  private async readOnce(): Promise<Position | 'start'> {
    const end = await this.store.end();
    const codes = end ? await listedKecamatan(this.store) : new Set<string>();
    if (!end || codes.size === 0) return 'start';
    for (const code of codes)
      for (const prefix of [procedurePrefix, calendarPrefix])
        for await (const event of this.store.readStream(`${prefix}${code}`)) this.apply(event);
    this.caughtUp = true;
    this.wake();
    return end;
  }

  private apply(event: StoredEvent): void {
    const known = this.kecamatan.get(event.metadata.kecamatan) ?? {
      procedures: [],
      versions: new Set(),
    };
    const version = Number(event.data['version']);
    if (event.type === 'ProcedurePublished') {
      const procedure = procedureSchema.parse(event.data['procedure']);
      if (!known.versions.has(version)) known.procedures.push(procedure);
      known.versions.add(version);
    }
    if (event.type === 'CalendarPublished' && version >= (known.calendar?.version ?? 0))
      known.calendar = { version, calendar: officeCalendar.parse(event.data['calendar']) };
    this.kecamatan.set(event.metadata.kecamatan, known);
  }
}
