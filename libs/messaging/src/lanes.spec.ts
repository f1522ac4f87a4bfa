import { describe, expect, it } from 'vitest';
import { Lanes } from './lanes.js';

interface Gate {
  open(): void;
  passed: Promise<void>;
}

function gate(): Gate {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

/** Runs once per outcome, noting its name. */
const job = (log: string[], name: string, outcomes: (number | undefined)[] = [undefined]) => {
  const left = [...outcomes];
  return async (): Promise<number | undefined> => {
    log.push(name);
    await Promise.resolve();
    return left.shift();
  };
};

const finished = async (lanes: Lanes, log: string[], count: number): Promise<void> => {
  await expect.poll(() => log.length, { interval: 2 }).toBe(count);
  await lanes.close();
};

describe('lanes', () => {
  it('runs a lane in the order of the sequence, one at a time, and lanes beside each other', async () => {
    const lanes = new Lanes(10);
    const log: string[] = [];
    const hold = gate();
    lanes.add({ lane: 'a', stream: 's', seq: 1, run: () => hold.passed.then(job(log, 'a1')) });
    lanes.add({ lane: 'a', stream: 's', seq: 3, run: job(log, 'a3') });
    lanes.add({ lane: 'a', stream: 's', seq: 2, run: job(log, 'a2') });
    lanes.add({ lane: 'b', stream: 't', seq: 4, run: job(log, 'b4') });
    await expect.poll(() => log).toEqual(['b4']);
    hold.open();
    await finished(lanes, log, 4);
    expect(log).toEqual(['b4', 'a1', 'a2', 'a3']);
  });

  it('lets nothing of its stream overtake a job that comes again, but other streams of the lane', async () => {
    const lanes = new Lanes(10);
    const log: string[] = [];
    lanes.add({ lane: 'a', stream: 's', seq: 1, run: job(log, 's1', [30, 30, undefined]) });
    lanes.add({ lane: 'a', stream: 's', seq: 2, run: job(log, 's2') });
    lanes.add({ lane: 'a', stream: 't', seq: 3, run: job(log, 't3') });
    await finished(lanes, log, 5);
    expect(log).toEqual(['s1', 't3', 's1', 's1', 's2']);
  });

  it('runs no more lanes at once than allowed', async () => {
    const lanes = new Lanes(3);
    let most = 0;
    let done = 0;
    for (let n = 0; n < 50; n++) {
      const run = async (): Promise<undefined> => {
        most = Math.max(most, lanes.running);
        await new Promise((resolve) => setImmediate(resolve));
        done += 1;
        return undefined;
      };
      lanes.add({ lane: `l${n}`, stream: `s${n}`, seq: n, run });
    }
    await expect.poll(() => done).toBe(50);
    expect(most).toBe(3);
    await lanes.close();
  });

  it('starts nothing while paused, and goes on by itself', async () => {
    const lanes = new Lanes(3);
    const log: string[] = [];
    lanes.pause(60);
    const started = performance.now();
    lanes.add({ lane: 'a', stream: 's', seq: 1, run: job(log, 'a') });
    expect(lanes.isPaused).toBe(true);
    await finished(lanes, log, 1);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  it('comes again after a job that threw', async () => {
    const lanes = new Lanes(1);
    let runs = 0;
    const run = (): Promise<undefined> => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error('unforeseen')) : Promise.resolve(undefined);
    };
    lanes.add({ lane: 'a', stream: 's', seq: 1, run });
    await expect.poll(() => runs, { timeout: 3_000 }).toBe(2);
    await lanes.close();
  });

  it('waits for what runs when closed, and starts nothing more', async () => {
    const lanes = new Lanes(1);
    const log: string[] = [];
    const hold = gate();
    lanes.add({ lane: 'a', stream: 's', seq: 1, run: () => hold.passed.then(job(log, 'a')) });
    lanes.add({ lane: 'b', stream: 't', seq: 2, run: job(log, 'b') });
    const closed = lanes.close();
    hold.open();
    await closed;
    expect(log).toEqual(['a']);
  });
});
