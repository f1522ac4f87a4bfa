import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { commandContracts, type CommandInput, type CommandType } from '#libs/contracts';
import type { ApiClient, Answer } from '../../../deploy/demo/api-client.js';

/** A command that was given, and what its client was told in the end. */
export interface Given {
  type: CommandType;
  /** Account that gave it. */
  by: string;
  kecamatan: string;
  key: string;
  complaintId: string;
  /** The answer; undefined until one came. */
  answer?: { revision: string; replayed: boolean; registerNumber?: string; number?: string };
  /** How often it was sent. */
  sent: number;
}

export interface Officers {
  kecamatan: string;
  village: string;
  petugas: ApiClient;
  tim: ApiClient;
  kasi: ApiClient;
  camat: ApiClient;
}

/** No command may take longer, a restart of everything included. */
const patienceMs = 120_000;

type Reached = Answer | 'try again';

// What a client does who was promised that the same key is safe: he sends it again.
const passing = (answer: Answer): boolean =>
  answer.status === 503 || answer.body['code'] === 'revision-mismatch';

const reach = async (send: () => Promise<Answer>): Promise<Reached> => {
  try {
    const answer = await send();
    return passing(answer) ? 'try again' : answer;
  } catch {
    // The connection broke, or nobody listens.
    return 'try again';
  }
};

/** Everything that the clients gave, and the clients that give more until told to stop. */
export class Flow {
  readonly given: Given[] = [];
  acknowledged = 0;
  /** Complaints among them. */
  registered = 0;
  private stopping = false;
  private readonly workers: Promise<void>[] = [];
  private readonly waiting: { at: number; of: 'acknowledged' | 'registered'; wake: () => void }[] =
    [];

  /** Begins `workers` clients, each walking one complaint after another. */
  start(offices: Officers[], workers: number): void {
    for (let index = 0; index < workers; index += 1) {
      const office = offices[index % offices.length];
      if (!office) throw new Error('no office');
      this.workers.push(this.work(office));
    }
  }

  /** Resolves when this many more commands are acknowledged, or complaints registered; rejects when a client failed. */
  async more(count: number, of: 'acknowledged' | 'registered' = 'acknowledged'): Promise<void> {
    const reached = new Promise<void>((wake) => {
      this.waiting.push({ at: this[of] + count, of, wake });
    });
    await Promise.race([reached, Promise.all(this.workers)]);
  }

  /** Lets every client bring its complaint to the end. */
  async finish(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.workers);
  }

  private async work(office: Officers): Promise<void> {
    while (!this.stopping) await this.walk(office);
  }

  /** All seven steps of one complaint. */
  private async walk(office: Officers): Promise<void> {
    const { petugas, tim, kasi, camat, kecamatan, village } = office;
    const now = Date.now();
    const ago = (hours: number): string => new Date(now - hours * 3_600_000).toISOString();
    const { complaintId = '' } = await this.give(petugas, 'RegisterComplaint', kecamatan, '', {
      kecamatan,
      caseType: 'complaint',
      channel: 'phone',
      villageCode: village,
      receivedAt: ago(3),
      subject: 'Jalan berlubang',
      description: 'Jalan di depan pasar berlubang.',
      reporter: { name: 'Pelapor Contoh', email: 'pelapor@example.org' },
    });
    const act = <T extends CommandType>(by: ApiClient, type: T, body: CommandInput<T>) =>
      this.give(by, type, kecamatan, String(complaintId), body);
    await act(tim, 'TakeStep', { step: 2 });
    await act(tim, 'ClassifyComplaint', {
      caseType: 'complaint',
      categoryId: 'infrastruktur.jalan-rusak',
      unitIds: ['pupr'],
    });
    const asked = await act(kasi, 'ConsultUnit', { unitId: 'pupr', question: 'Kapan?' });
    const consultationId = String(asked['consultationId']);
    await act(kasi, 'RecordUnitAnswer', { consultationId, answer: 'Minggu depan.' });
    await act(kasi, 'ConcludeCoordination', { summary: 'Minggu depan.' });
    await act(tim, 'RecordMeeting', {
      from: ago(2),
      to: ago(1),
      attendance: [{ name: 'Ketua Tim' }],
      discussion: 'Jadwal.',
      decisions: [{ text: 'Minggu depan.' }],
      outcome: 'decided',
    });
    await act(kasi, 'DraftAnswer', { answer: 'Diperbaiki minggu depan.' });
    await act(kasi, 'ProcessSettlement', { settlement: 'Surat dikirim.' });
    await act(camat, 'ApproveAnswer', {});
    await act(camat, 'SignAnswer', { method: 'paper', signedSha256: 'c'.repeat(64) });
    await act(petugas, 'StampAnswer', {});
    await act(petugas, 'DeliverResult', { method: 'counter' });
    await act(petugas, 'ClarifySatisfaction', { satisfied: true });
  }

  /** Sends a command until it is answered: always the same key and body, whatever breaks meanwhile. */
  private async give<T extends CommandType>(
    by: ApiClient,
    type: T,
    kecamatan: string,
    complaintId: string,
    body: CommandInput<T>,
  ): Promise<Record<string, unknown>> {
    const key = randomUUID();
    const given: Given = { type, by: by.accountId ?? '', kecamatan, key, complaintId, sent: 0 };
    this.given.push(given);
    const { path } = commandContracts[type];
    const address = complaintId === '' ? '/complaints' : `/complaints/${complaintId}/${path}`;
    const until = Date.now() + patienceMs;
    for (let pause = 10; ; pause = Math.min(500, pause * 2)) {
      const answer = await reach(async () => {
        const headers: Record<string, string> = { 'idempotency-key': key };
        if (complaintId !== '') headers['if-match'] = await by.etag(complaintId);
        given.sent += 1;
        return by.call('POST', address, { body, headers });
      });
      if (answer !== 'try again' && answer.status < 400) return this.told(given, answer.body);
      if (answer !== 'try again' || Date.now() > until)
        throw new Error(
          `${type}: ${answer === 'try again' ? answer : JSON.stringify(answer.body)}`,
        );
      await delay(pause);
    }
  }

  private told(given: Given, body: Record<string, unknown>): Record<string, unknown> {
    const { revision, replayed, registerNumber, number, complaintId } =
      body as Required<Given>['answer'] & {
        complaintId: string;
      };
    given.complaintId = complaintId;
    given.answer = {
      revision,
      replayed,
      ...(registerNumber === undefined ? {} : { registerNumber }),
      ...(number === undefined ? {} : { number }),
    };
    this.acknowledged += 1;
    if (given.type === 'RegisterComplaint') this.registered += 1;
    for (const { at, of, wake } of this.waiting) if (this[of] >= at) wake();
    return body;
  }
}
