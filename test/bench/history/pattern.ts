import { createHash } from 'node:crypto';
import { markers, type Recorded, type RecordedEvent } from './recorded.js';

/** What one complaint of the history has of its own. */
export interface Own {
  /** 32 bits by which its ids differ from all others'. */
  serial: number;
  /** When it was received, in ms since 1970, and how much slower it went than the recorded one. */
  startsAt: number;
  stretch: number;
  registerNumber: string;
  n: number;
  year: number;
  documents: { n: number; number: string }[];
  trackingCode: string;
  subject: string;
  description: string;
  name: string;
}

/** A complaint of the history, ready to be sealed and stored. */
export interface Story {
  complaintId: string;
  documentIds: string[];
  keyIds: string[];
  streams: { service: string; events: RecordedEvent[] }[];
}

type Hole =
  | { hole: 'id'; tail: string }
  | { hole: 'time'; at: number }
  | { hole: 'document'; index: number }
  | { hole: 'registerNumber' | 'trackingCode' | 'subject' | 'description' | 'name' };

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const instant = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z`;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * A recorded lifecycle as a text with holes. Ids keep all but their first 32 bits, so that everything that named something
 * else of the same complaint names it again; ids of accounts stay.
 */
export class Pattern {
  private readonly texts: string[] = [];
  private readonly holes: Hole[] = [];
  readonly documents: number;

  /** @param accounts ids of the officers, who are the same in every story */
  constructor(
    private readonly recorded: Recorded,
    accounts: ReadonlySet<string>,
  ) {
    this.documents = recorded.documents.length;
    const { complaintId, streams, keyIds, documents } = recorded;
    const documentIds = documents.map(({ documentId }) => documentId);
    const text = JSON.stringify({ complaintId, streams, keyIds, documentIds });
    const literal = this.literals();
    const shape = new RegExp(
      `${[...literal.keys()].map(escaped).join('|')}|${uuid}|${instant}`,
      'g',
    );
    let from = 0;
    for (const match of text.matchAll(shape)) {
      const [found] = match;
      const hole = literal.get(found) ?? this.holeFor(found, accounts);
      if (!hole) continue;
      this.texts.push(text.slice(from, match.index));
      this.holes.push(hole);
      from = match.index + found.length;
    }
    this.texts.push(text.slice(from));
  }

  /** How many events it has, without those in the streams of numbers. */
  get events(): number {
    return this.recorded.streams.reduce((sum, { events }) => sum + events.length, 0);
  }

  /** How long the recorded lifecycle took, in ms. */
  get span(): number {
    return this.recorded.to - this.recorded.from;
  }

  /** The story of another complaint. */
  tell(own: Own): Story {
    const prefix = own.serial.toString(16).padStart(8, '0');
    let text = this.texts[0] ?? '';
    this.holes.forEach((hole, index) => {
      text += this.filled(hole, own, prefix) + (this.texts[index + 1] ?? '');
    });
    const story = JSON.parse(text) as Story;
    for (const { events } of story.streams) for (const event of events) number(event, own);
    this.hash(story);
    return story;
  }

  private literals(): Map<string, Hole> {
    const { registerNumber, trackingCode, documents } = this.recorded;
    return new Map<string, Hole>([
      [registerNumber, { hole: 'registerNumber' }],
      [trackingCode, { hole: 'trackingCode' }],
      ...documents.map(({ number }, index): [string, Hole] => [
        number,
        { hole: 'document', index },
      ]),
      [markers.subject, { hole: 'subject' }],
      [markers.description, { hole: 'description' }],
      [markers.name, { hole: 'name' }],
    ]);
  }

  private holeFor(found: string, accounts: ReadonlySet<string>): Hole | undefined {
    if (found.includes('T')) return { hole: 'time', at: Date.parse(found) };
    return accounts.has(found) ? undefined : { hole: 'id', tail: found.slice(8) };
  }

  private filled(hole: Hole, own: Own, prefix: string): string {
    switch (hole.hole) {
      case 'id':
        return prefix + hole.tail;
      case 'time':
        return this.moment(hole.at, own);
      case 'document':
        return own.documents[hole.index]?.number ?? '';
      default:
        return own[hole.hole];
    }
  }

  // What lies after the end is a term that was set then: it keeps its length.
  private moment(at: number, { startsAt, stretch }: Own): string {
    const { from, to } = this.recorded;
    const within = Math.min(at, to) - from;
    return new Date(startsAt + within * stretch + Math.max(0, at - to)).toISOString();
  }

  /** The document has another number now, and so another hash. */
  private hash(story: Story): void {
    const events = story.streams.flatMap((stream) => stream.events);
    const renewed = new Map<unknown, string>();
    for (const { type, data } of events) {
      if (type !== 'BeritaAcaraRendered') continue;
      const sha256 = createHash('sha256').update(String(data['document'])).digest('hex');
      renewed.set(data['sha256'], sha256);
      data['sha256'] = sha256;
    }
    for (const { type, data } of events)
      if (type === 'AnswerSigned')
        data['signedSha256'] = renewed.get(data['signedSha256']) ?? data['signedSha256'];
  }
}

const number = ({ type, data }: RecordedEvent, own: Own): void => {
  if (type === 'RegisterNumberAssigned') Object.assign(data, { n: own.n, year: own.year });
  if (type !== 'BeritaAcaraNumbered') return;
  const mine = own.documents.find((each) => each.number === data['number']);
  Object.assign(data, { n: mine?.n, year: own.year });
};
