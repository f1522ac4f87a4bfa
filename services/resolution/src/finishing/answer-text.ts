import type { EventType } from '#libs/contracts';
import type { Loaded, StoredEvent } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { answerSource, type Resolution } from '../domain/state.js';

/** A sealed field of an event in the clear; undefined when there is no event, no such field, or its key is destroyed. */
const textOf = async (
  kit: ServiceKit,
  event: StoredEvent | undefined,
  field: string,
): Promise<string | undefined> => {
  if (!event) return undefined;
  const opened = await kit.sealer.open(event.type, event.metadata.complaintId ?? '', event.data);
  const text = opened[field];
  return typeof text === 'string' ? text : undefined;
};

const ofDraft = (loaded: Loaded<Resolution>, type: EventType, draft: number) =>
  loaded.events.findLast((event) => event.type === type && event.data['draft'] === draft);

/** The text of a draft. */
export const draftText = (
  kit: ServiceKit,
  loaded: Loaded<Resolution>,
  draft: number,
): Promise<string | undefined> => textOf(kit, ofDraft(loaded, 'AnswerDrafted', draft), 'answer');

/** How the matter was settled, as it was sent to the signer with the draft the last time. */
export const settlementText = (
  kit: ServiceKit,
  loaded: Loaded<Resolution>,
  draft: number,
): Promise<string | undefined> =>
  textOf(kit, ofDraft(loaded, 'SettlementProcessed', draft), 'settlement');

/** The answer that step 7 delivers: of the signed draft, or the one that came with a case of the short way. */
export const deliverableText = async (
  kit: ServiceKit,
  loaded: Loaded<Resolution>,
): Promise<string | undefined> => {
  const source = answerSource(loaded.state.work);
  if (source === undefined) return undefined;
  if (source !== 'at-once') return draftText(kit, loaded, source.draft);
  const arrival = loaded.events.findLast(({ type }) => type === 'CaseArrived');
  return textOf(kit, arrival, 'answer');
};
