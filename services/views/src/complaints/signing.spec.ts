import { describe, expect, it } from 'vitest';
import { signingFaults, leavesUnknown } from '#libs/contracts';
import { id } from '../../spec/facts.js';
import { at, fact, viewSpec, type Fact } from '../../spec/history.js';
import { complaints } from './view.js';

const spec = viewSpec(complaints);
const before = [fact('ComplaintRegistered'), fact('AnswerApproved'), fact('SigningBegun')];
const attemptId = id(19);
const signing = { attemptId, begunAt: at(2), by: 'account-1' };
/** The signing that the page shows after these facts. */
const shownAfter = (...facts: Fact[]) => {
  const all = [...before, ...facts];
  const { after } = spec.given(...all.slice(0, -1)).when(all.at(-1) as Fact);
  return after?.documents.at(-1)?.signing;
};

describe('an electronic signing on the page', () => {
  it('is at work until it has ended', () => expect(shownAfter()).toEqual(signing));

  it.each(signingFaults)('that failed with %s is over, or of unknown outcome', (fault) =>
    expect(shownAfter(fact('SigningFailed', { attemptId, fault }))).toEqual(
      leavesUnknown(fault) ? { ...signing, unknown: true } : null,
    ),
  );

  it('is not ended by news of an earlier one, nor by hand while it may be at work', () => {
    const earlier = fact('SigningFailed', { attemptId: id(20), fault: 'refused' });
    expect(shownAfter(earlier)).toEqual(signing);
    expect(shownAfter(fact('SigningFailed'))).toEqual(signing);
  });

  it('of unknown outcome is ended by whoever found out', () => {
    const lost = fact('SigningFailed', { attemptId, fault: 'outcome-unknown' });
    expect(shownAfter(lost, fact('SigningFailed'))).toBeNull();
    expect(shownAfter(lost, fact('AnswerSigned'))).toBeNull();
    expect(shownAfter(lost, fact('BeritaAcaraNumberVoided'))).toBeNull();
  });

  it('keeps why each try failed', () => {
    const facts = [...before, fact('SigningFailed', { attemptId, fault: 'wrong-passphrase' })];
    const { after } = spec.given(...facts.slice(0, -1)).when(facts.at(-1) as Fact);
    expect(after?.documents[0]?.signingFailures).toMatchObject([{ fault: 'wrong-passphrase' }]);
  });
});
