import { expect, it } from 'vitest';
import { Leftovers } from './leftovers.js';

const recorder = () => {
  const log: string[] = [];
  return { log, hold: () => log.push('hold'), release: () => log.push('release') };
};

it('holds until all that was left is here, and minds nothing else', () => {
  const lanes = recorder();
  const leftovers = new Leftovers(lanes);
  leftovers.expect(2, 10, 60_000);
  leftovers.note(11);
  leftovers.note(4);
  expect(lanes.log).toEqual(['hold']);
  leftovers.note(10);
  leftovers.note(9);
  expect(lanes.log).toEqual(['hold', 'release']);
  leftovers.expect(5, 20, 60_000);
  expect(lanes.log).toEqual(['hold', 'release']);
});

it('does not hold when nothing was left, and not for ever', async () => {
  const none = recorder();
  new Leftovers(none).expect(0, 10, 60_000);
  expect(none.log).toEqual([]);
  const late = recorder();
  new Leftovers(late).expect(1, 10, 20);
  await expect.poll(() => late.log).toEqual(['hold', 'release']);
});
