import { describe, expect, it } from 'vitest';
import { refusedRequests, useStage } from './stage.js';
import { everyEvent } from './stored.js';
import { describePeople } from './unhappy/people.js';
import { describeReview } from './unhappy/review.js';
import { describeSigning } from './unhappy/signing.js';
import { describeTime } from './unhappy/time.js';
import { describeWithdrawal } from './unhappy/withdrawal.js';

/** Journeys that do not go straight on, through HTTP. One system; the clock moves in the last of them. */
const stage = useStage();

describe('review', () => {
  describeReview(stage);
});
describe('withdrawal', () => {
  describeWithdrawal(stage);
});
describe('settlement, signature, delivery', () => {
  describeSigning(stage);
});
describe('people', () => {
  describePeople(stage);
});
describe('time', () => {
  describeTime(stage);
});

it('nothing that was refused on the way has left an event', async () => {
  const refused = new Set(refusedRequests);
  expect(refused.size).toBeGreaterThan(20);
  const events = await everyEvent(stage().whole.system.servers.esdbUrl);
  expect(events.filter(({ metadata }) => refused.has(metadata.correlationId))).toEqual([]);
});
