import { describe, expect, it } from 'vitest';
import type { FollowItem } from '#libs/eventsourcing';
import { ticked } from '#libs/testing/projections';
import { batches, type Batch } from './batches.js';
import { positionToString, startPosition } from './position-string.js';

const event = (place: number): FollowItem => ({
  kind: 'event',
  event: ticked(place, 'intake-a', place),
});
const checkpoint = (place: number): FollowItem => ({
  kind: 'checkpoint',
  position: { commit: BigInt(place), prepare: 0n },
});
const at = (place: number, prepare = place) =>
  positionToString({ commit: BigInt(place), prepare: BigInt(prepare) });

async function* given(items: (FollowItem | Error)[]): AsyncGenerator<FollowItem> {
  for (const item of items) {
    if (item instanceof Error) throw item;
    yield item;
  }
}

const collect = async (source: AsyncIterable<FollowItem>, size = 3, lingerMs = 1_000) => {
  const found: Batch[] = [];
  let error: unknown;
  try {
    for await (const batch of batches(source, { size, lingerMs })) found.push(batch);
  } catch (caught) {
    error = caught;
  }
  const short = found.map((batch) => [
    batch.events.map((each) => Number(each.position.commit)),
    batch.position,
    batch.caughtUp,
  ]);
  return { short, error };
};

describe('batches', () => {
  it('hold as many events as they may, in order', async () => {
    const { short } = await collect(given([1, 2, 3, 4].map(event)));
    expect(short).toEqual([
      [[1, 2, 3], at(3), false],
      [[4], at(4), false],
    ]);
  });

  it('are closed by caught-up', async () => {
    const { short } = await collect(given([event(1), { kind: 'caughtUp' }, event(2)]));
    expect(short).toEqual([
      [[1], at(1), true],
      [[2], at(2), false],
    ]);
  });

  it('move the position by checkpoints without events, never back', async () => {
    const { short } = await collect(given([checkpoint(0), event(5), checkpoint(4), checkpoint(9)]));
    expect(short).toEqual([[[5], at(9, 0), false]]);
    expect((await collect(given([{ kind: 'caughtUp' }]))).short).toEqual([
      [[], startPosition, true],
    ]);
  });

  it('do not wait for more than a moment once they have begun', async () => {
    let go: () => void = () => undefined;
    async function* slow(): AsyncGenerator<FollowItem> {
      yield event(1);
      await new Promise<void>((resolve) => {
        go = resolve;
      });
      yield event(2);
    }
    const seen: number[] = [];
    for await (const batch of batches(slow(), { size: 100, lingerMs: 1 })) {
      seen.push(batch.events.length);
      go();
    }
    expect(seen).toEqual([1, 1]);
  });

  it('give what was collected before an error, then the error', async () => {
    const { short, error } = await collect(given([event(1), new Error('lost')]));
    expect(short).toEqual([[[1], at(1), false]]);
    expect(error).toEqual(new Error('lost'));
  });

  it('are followed by one idle batch when nothing comes for a while', async () => {
    let goOn: () => void = () => undefined;
    const pause = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const source = (async function* () {
      yield event(1);
      await pause;
      yield event(2);
    })();
    const found: Batch[] = [];
    for await (const batch of batches(source, { size: 1, lingerMs: 1, idleMs: 5 })) {
      found.push(batch);
      if (batch.idle) goOn();
    }
    expect(found.map(({ events, idle }) => [events.length, idle])).toEqual([
      [1, undefined],
      [0, true],
      [1, undefined],
    ]);
  });

  it('let go of the source when nobody wants more', async () => {
    let ended = false;
    async function* source(): AsyncGenerator<FollowItem> {
      try {
        for (let n = 1; ; n += 1) yield event(n);
      } finally {
        ended = true;
      }
    }
    for await (const batch of batches(source(), { size: 2, lingerMs: 1 }))
      if (batch.position === at(4)) break;
    await expect.poll(() => ended).toBe(true);
  });
});
