import type { EventMetadata, EventStore, StoredEvent } from '#libs/eventsourcing';
import {
  officeCalendar,
  procedure as procedureSchema,
  type OfficeCalendar,
  type Procedure,
} from '#libs/procedure';
import { calendarStream, procedureStream } from '../domain/streams.js';
import type { TimerRules } from '../domain/timer.js';

interface Version<T> {
  version: number;
  publishedAt: string;
  value: T;
}

interface Known {
  procedures: Version<Procedure>[];
  calendars: Version<OfficeCalendar>[];
}

/** The kecamatan has no published procedure or calendar (yet). */
export class RulesMissing extends Error {
  override readonly name = 'RulesMissing';

  constructor(kecamatan: string) {
    super(`no procedure and calendar are published for ${kecamatan}`);
  }
}

const publishedBefore = <T>(versions: Version<T>[], moment: string): Version<T> | undefined =>
  versions.findLast(({ publishedAt }) => publishedAt <= moment) ?? versions[0];

/**
 * Procedures and calendars in all their versions. A due time rests on those that held when the event happened, so that a
 * calendar published later rewrites no history.
 */
export class RulesHistory {
  private readonly known = new Map<string, Known>();

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** The versions that the event names, else those published by then. Throws RulesMissing, StoreUnavailable. */
  async at(metadata: EventMetadata): Promise<TimerRules> {
    const { kecamatan, procedureVersion, calendarVersion, recordedAt } = metadata;
    const find = ({ procedures, calendars }: Known): TimerRules | undefined => {
      const procedure =
        procedureVersion === undefined
          ? publishedBefore(procedures, recordedAt)
          : procedures.find(({ version }) => version === procedureVersion);
      const calendar =
        calendarVersion === undefined
          ? publishedBefore(calendars, recordedAt)
          : calendars.find(({ version }) => version === calendarVersion);
      return procedure && calendar && { procedure: procedure.value, calendar: calendar.value };
    };
    const cached = this.known.get(kecamatan);
    const names = procedureVersion !== undefined && calendarVersion !== undefined;
    // Without a version in the event, a newer one may have been published since we looked.
    const found = cached && names ? find(cached) : undefined;
    if (found) return found;
    const read = await this.read(kecamatan);
    const rules = find(read);
    if (!rules) throw new RulesMissing(kecamatan);
    return rules;
  }

  private async read(kecamatan: string): Promise<Known> {
    const known: Known = { procedures: [], calendars: [] };
    for await (const event of this.store.readStream(procedureStream(kecamatan)))
      known.procedures.push(versionOf(event, procedureSchema.parse(event.data['procedure'])));
    for await (const event of this.store.readStream(calendarStream(kecamatan)))
      known.calendars.push(versionOf(event, officeCalendar.parse(event.data['calendar'])));
    this.known.set(kecamatan, known);
    return known;
  }
}

const versionOf = <T>(event: StoredEvent, value: T): Version<T> => ({
  version: Number(event.data['version']),
  publishedAt: event.metadata.recordedAt,
  value,
});
