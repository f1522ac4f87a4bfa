import { Injectable } from '@nestjs/common';
import { countDeadLetters } from '#libs/messaging';
import { seriesText, ServiceKit } from '#libs/service';

/** Asked at most so often, and waited for so long, in ms. */
const freshMs = 10_000;
const patienceMs = 1_000;

/** How many dead letters lie in the stream ADUAN_DEAD now, for each consumer. */
@Injectable()
export class DeadLetterMetrics {
  private asked: { at: number; counts: Promise<Record<string, number> | undefined> } | undefined;

  constructor(private readonly kit: ServiceKit) {}

  /** In Prometheus' text format; without values while JetStream does not answer. */
  async text(): Promise<string> {
    const counts = await this.counts();
    const values = Object.entries(counts ?? {}).map(([consumer, value]) => ({
      labels: { consumer },
      value,
    }));
    const known = { labels: {}, value: Number(counts !== undefined) };
    return seriesText([
      { name: 'aduan_dead_letters', help: 'Dead letters that wait for a person', values },
      { name: 'aduan_jetstream_up', help: 'Whether JetStream answers', values: [known] },
    ]);
  }

  private counts(): Promise<Record<string, number> | undefined> {
    if (!this.asked || Date.now() - this.asked.at > freshMs)
      this.asked = { at: Date.now(), counts: this.ask() };
    return this.asked.counts;
  }

  private async ask(): Promise<Record<string, number> | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve: (nothing: undefined) => void) => {
      timer = setTimeout(() => resolve(undefined), patienceMs);
    });
    try {
      return await Promise.race([countDeadLetters(this.kit.nats).catch(() => undefined), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
