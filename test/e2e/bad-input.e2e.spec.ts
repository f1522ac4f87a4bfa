import { describe, expect, it } from 'vitest';
import { describeDoors } from './bad-input/doors.js';
import { describeSealed } from './bad-input/sealed.js';
import { describeShape } from './bad-input/shape.js';
import { describeSteps } from './bad-input/steps.js';
import { describeText } from './bad-input/text.js';
import { describeTwice } from './bad-input/twice.js';
import { describeWho } from './bad-input/who.js';
import { refusedRequests, useStage } from './stage.js';
import { everyEvent } from './stored.js';

/** What the whole system refuses, and how. One system for all of it. */
const stage = useStage();

describeWho(stage);
describeSteps(stage);
describeTwice(stage);
describeShape(stage);
describeText(stage);
describeDoors(stage);
describeSealed(stage);

describe('afterwards', () => {
  it('nothing that was refused has left an event', async () => {
    const refused = new Set(refusedRequests);
    expect(refused.size).toBeGreaterThan(500);
    const events = await everyEvent(stage().whole.system.servers.esdbUrl);
    expect(events.length).toBeGreaterThan(500);
    const left = events.filter(({ metadata }) => refused.has(metadata.correlationId));
    expect(left.map(({ type, streamId }) => `${type} in ${streamId}`)).toEqual([]);
  });

  it('the system still takes complaints, and nothing went wrong inside it', async () => {
    const { whole } = stage();
    const answer = await stage().as('petugas.waru').must('GET', '/queue');
    expect(answer.status).toBe(200);
    const metrics = await fetch(`${whole.url}/metrics`).then((response) => response.text());
    const dead = [...metrics.matchAll(/^aduan_dead_letters_total\{.*\} (\d+)$/gm)];
    expect(dead.length).toBeGreaterThan(5);
    for (const [line, count] of dead) expect(count, line).toBe('0');
  });
});
