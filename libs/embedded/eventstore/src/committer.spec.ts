import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Committer } from './committer.js';
import type { Job } from './committer.js';
import type { Entry } from './log.js';

const entry = (position: number): Entry => ({ position, stream: 's', type: 'T', revision: 0 });

/** A store that only counts transactions and fails when told to. */
function harness() {
  const happened: string[] = [];
  let failing = false;
  const store = {
    transaction(work: () => void): Entry[] {
      happened.push('begin');
      work();
      if (failing) throw new Error('disk full');
      happened.push('commit');
      return [entry(1)];
    },
  };
  const committer = new Committer(
    store,
    (written) => happened.push(`published ${written.length}`),
    pino({ level: 'silent' }),
  );
  const job = (name: string, bytes = 1): Job => ({
    bytes,
    run: () => happened.push(`run ${name}`),
    done: (error) => happened.push(`done ${name}${error ? ` ${error.message}` : ''}`),
  });
  return { happened, committer, job, fail: () => (failing = true) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Committer', () => {
  it('commits what arrives together once, and answers only after the commit', async () => {
    const { happened, committer, job } = harness();
    committer.submit(job('a'));
    committer.submit(job('b'));
    expect(happened).toEqual([]);
    await turn();
    expect(happened).toEqual([
      'begin',
      'run a',
      'run b',
      'commit',
      'done a',
      'done b',
      'published 1',
    ]);
  });

  it('fails all of a group together, publishes nothing and goes on', async () => {
    const { happened, committer, job, fail } = harness();
    fail();
    committer.submit(job('a'));
    committer.submit(job('b'));
    await turn();
    expect(happened).toEqual(['begin', 'run a', 'run b', 'done a disk full', 'done b disk full']);
  });

  it('closes a group at eight megabytes', async () => {
    const { happened, committer, job } = harness();
    for (const name of ['a', 'b', 'c']) committer.submit(job(name, 5_000_000));
    committer.drain();
    expect(happened.filter((step) => step === 'commit')).toHaveLength(3);
    await turn();
    expect(happened.filter((step) => step === 'begin')).toHaveLength(3);
  });
});
