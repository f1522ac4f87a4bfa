import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { places } from '../history/kinds.js';
import { wordsOf } from '../history/words.js';
import type { Call, LightClient, Reply } from './http.js';

/** The four calls of a lifecycle, the shape of DIGIT's published test. */
export const callNames = ['create', 'search', 'read', 'status change'] as const;
export type CallName = (typeof callNames)[number];

/** Tokens of who works, by kecamatan. */
export type Staff = Record<string, { petugas: string; tim: string }>;

/** What became of calls, and how long each took until it was answered. */
export class Tally {
  readonly ms: Record<CallName, number[]> = {
    create: [],
    search: [],
    read: [],
    'status change': [],
  };
  /** Calls that were answered, at once or after being told to come again. */
  answered = 0;
  /** Answers 503 and 429 that said when to come again. */
  toldToRetry = 0;
  refused = 0;
  failed = 0;
  /** Why calls were refused or failed, by code. */
  readonly reasons: Record<string, number> = {};
  /** Complaints of which a client holds the receipt, and those whose step was taken. */
  readonly created: { complaintId: string; registerNumber: string; taken: boolean }[] = [];

  reason(name: CallName, { status, body }: Reply): void {
    const { code } = body;
    const text = `${name}: ${status} ${typeof code === 'string' ? code : 'no answer'}`;
    this.reasons[text] = (this.reasons[text] ?? 0) + 1;
  }
}

/** How long a client comes again, in ms. */
const patienceMs = 180_000;

const again = ({ status, headers }: Reply): number | undefined => {
  if (status !== 503 && status !== 429) return undefined;
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
};

/** Another answer makes the call useful only later: somebody was faster, or the page is not there yet. */
const notYet = ({ status, body }: Reply): boolean =>
  body['code'] === 'revision-mismatch' || (status === 404 && body['code'] === 'not-found');

/** One client's four calls. */
export class Lifecycle {
  constructor(
    private readonly client: LightClient,
    private readonly staff: Staff,
    private readonly tally: Tally,
    private readonly known: () => number,
  ) {}

  /** Runs it; the outcome is in the tally, nothing is thrown. */
  async run(index: number): Promise<void> {
    const place = places[index % places.length] ?? places[0];
    const { petugas, tim } = this.staff[place.kecamatan] ?? { petugas: '', tim: '' };
    const created = await this.create(place, petugas);
    const search = wordsOf(this.known()).subject;
    await this.once('search', () => ({
      method: 'GET',
      path: `/search?limit=20&q=${encodeURIComponent(search)}`,
      token: petugas,
    }));
    if (!created) return;
    const { complaintId } = created;
    const page = await this.read(complaintId, tim, created.after);
    if (!page) return;
    created.receipt.taken = await this.change(complaintId, tim, page);
  }

  private async create(place: (typeof places)[number], token: string) {
    const { subject, description, name } = wordsOf(this.known());
    const body = {
      kecamatan: place.kecamatan,
      caseType: 'complaint',
      channel: 'phone',
      villageCode: place.village,
      subject,
      description,
      reporter: { name, phone: '081234567890' },
    };
    const key = randomUUID();
    const reply = await this.once('create', () => ({
      method: 'POST',
      path: '/complaints',
      token,
      key,
      body,
    }));
    if (!reply) return undefined;
    const complaintId = String(reply.body['complaintId']);
    const receipt = {
      complaintId,
      registerNumber: String(reply.body['registerNumber']),
      taken: false,
    };
    this.tally.created.push(receipt);
    return { complaintId, receipt, after: String(reply.headers['aduan-position']) };
  }

  private async read(
    complaintId: string,
    token: string,
    after: string,
  ): Promise<Reply | undefined> {
    const path = `/complaints/${complaintId}?after=${encodeURIComponent(after)}`;
    return this.once('read', () => ({ method: 'GET', path, token }));
  }

  // An officer acts on what he sees; was somebody faster, he looks again. All of it counts as his waiting.
  private async change(complaintId: string, token: string, page: Reply): Promise<boolean> {
    const key = randomUUID();
    const path = `/complaints/${complaintId}/take-step`;
    let etag = String(page.headers['etag']);
    const look = async (): Promise<void> => {
      const seen = await this.client.call({
        method: 'GET',
        path: `/complaints/${complaintId}`,
        token,
      });
      if (seen.status === 200) etag = String(seen.headers['etag']);
    };
    const call = (): Call => ({ method: 'POST', path, token, key, etag, body: { step: 2 } });
    return (await this.once('status change', call, look)) !== undefined;
  }

  /** Calls until it is answered; undefined where it was refused or failed. */
  private async once(
    name: CallName,
    call: () => Call,
    look?: () => Promise<void>,
  ): Promise<Reply | undefined> {
    const { tally } = this;
    const began = performance.now();
    for (let tries = 1; ; tries += 1) {
      const reply = await this.client.call(call());
      const late = performance.now() - began > patienceMs;
      if (reply.status >= 200 && reply.status < 300) {
        tally.answered += 1;
        tally.ms[name].push(performance.now() - began);
        return reply;
      }
      const pause = again(reply) ?? (notYet(reply) && look ? Math.min(20 * tries, 500) : undefined);
      if (again(reply) !== undefined) tally.toldToRetry += 1;
      if (pause === undefined || late) {
        tally.reason(name, reply);
        if (reply.status >= 400 && reply.status < 500) tally.refused += 1;
        else tally.failed += 1;
        return undefined;
      }
      await delay(pause * (1 + Math.random() / 4));
      await look?.();
    }
  }
}
