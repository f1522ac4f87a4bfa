import { randomUUID } from 'node:crypto';
import { walk, stages, type Stage as CaseStage } from '../../deploy/demo/walk.js';
import { officersOf, scriptFor, villages, waru, penajam, type Stage } from '../e2e/stage.js';

/** Text that would do harm where it became anything but text. */
export const hostile =
  '<script>document.title="broken"</script><img src=x onerror="document.title=\'broken\'"> "\'&amp; {{7*7}} ${7*7} <b>tebal</b> 😀 مرحبا ‮terbalik';

/** What text of a complaint may hold: without the marks that the contract refuses. */
export const hostileText = hostile.replace('\u202e', '');

/** A case for every stage of the procedure, with hostile text in its fields. */
export interface Cast {
  /** Complaint of Waru by the stage that it is at. */
  at: Record<CaseStage, string>;
  /** A complaint of Penajam. */
  elsewhere: string;
  /** Number and code of the delivered one, for whoever tracks it. */
  tracked: { complaintId: string; registerNumber: string; trackingCode: string };
}

const report = async (stage: Stage, place: 'waru' | 'penajam') => {
  const answer = await stage.as(`petugas.${place}`).register({
    kecamatan: place === 'waru' ? waru : penajam,
    caseType: 'complaint',
    channel: 'walk-in',
    villageCode: villages[place],
    subject: `Jalan rusak ${hostileText}`,
    description: `${hostileText}\n\nBaris kedua.`,
    place: hostileText,
    replyBy: 'phone',
    reporter: { name: hostileText.slice(0, 100), phone: '081234567890' },
  });
  return {
    answer,
    body: answer.body as { complaintId: string; registerNumber: string; trackingCode: string },
  };
};

/** Walks one complaint to every stage. Takes about a second each. */
export const makeCast = async (stage: Stage): Promise<Cast> => {
  const at: Partial<Record<CaseStage, string>> = {};
  let tracked: Cast['tracked'] | undefined;
  const script = scriptFor(stage.clock);
  const marked = {
    ...script,
    question: hostileText,
    unitAnswer: hostileText,
    summary: hostileText,
  };
  const texts = { ...marked, discussion: hostileText, decision: hostileText, answer: hostileText };
  for (const until of stages) {
    const { answer, body } = await report(stage, 'waru');
    at[until] = body.complaintId;
    await walk(
      body.complaintId,
      officersOf(stage),
      { ...texts, settlement: hostileText },
      until,
      answer,
    );
    if (until === 'delivered') tracked = body;
  }
  const { body } = await report(stage, 'penajam');
  if (!tracked) throw new Error('no stage is called delivered');
  return { at: at as Cast['at'], elsewhere: body.complaintId, tracked };
};

/** A key for a form. */
export const freshKey = (): string => randomUUID();
