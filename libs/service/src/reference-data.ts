import type { Logger } from 'pino';
import { DomainError } from '#libs/contracts';
import type { EventStore, StoredEvent } from '#libs/eventsourcing';
import {
  officeCalendar,
  procedure as procedureSchema,
  procedureInForce,
  type OfficeCalendar,
  type Procedure,
} from '#libs/procedure';
import { localDate } from '#libs/procedure';

interface Kecamatan {
  procedures: Procedure[];
  calendar?: { version: number; calendar: OfficeCalendar };
}

/** What a decision about a kecamatan rests on at a moment. */
export interface Rules {
  procedure: Procedure;
  calendar: OfficeCalendar;
}

/**
 * Procedures and calendars of every kecamatan, folded from their streams and kept up to date. They are read from the
 * event store like every read model, so no service waits for another one to know the rules.
 */
export class ReferenceData {
  private readonly kecamatan = new Map<string, Kecamatan>();
  private caughtUp = false;
  private readonly abort = new AbortController();
  private running: Promise<void> | undefined;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly store: Pick<EventStore, 'follow'>,
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
    const prefixes = ['sla-procedure-', 'sla-calendar-'];
    const onBreak = (): void => this.logger.warn('reference data: event store is away, going on');
    for await (const item of this.store.follow({ after: 'start', prefixes, signal, onBreak })) {
      if (item.kind === 'event') this.apply(item.event);
      if (item.kind === 'caughtUp') this.caughtUp = true;
      if (this.ready) for (const wake of this.waiting.splice(0)) wake();
    }
  }

  private apply(event: StoredEvent): void {
    const known = this.kecamatan.get(event.metadata.kecamatan) ?? { procedures: [] };
    if (event.type === 'ProcedurePublished')
      known.procedures.push(procedureSchema.parse(event.data['procedure']));
    if (event.type === 'CalendarPublished')
      known.calendar = {
        version: Number(event.data['version']),
        calendar: officeCalendar.parse(event.data['calendar']),
      };
    this.kecamatan.set(event.metadata.kecamatan, known);
  }
}
