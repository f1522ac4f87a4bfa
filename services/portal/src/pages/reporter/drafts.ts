import { randomBytes, randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import { derivedId, type SealedValue } from '#libs/eventsourcing';
import type { ServiceKit } from '#libs/service';
import { clearCookie, isSecure, readCookie, writeCookie } from '../../sessions/cookies.js';
import type { PageContext } from '../kit/context.js';

interface DraftDocument {
  _id: string;
  at: Date;
  /** Sealed, as JSON: a stored field must not begin with a dollar sign. */
  sealed: string;
}

/** What became of a draft: shown on the receipt. */
export interface Sent {
  complaintId: string;
  kecamatan: string;
  registerNumber: string;
  trackingCode: string;
  at: string;
}

/** A report that is being written. */
export interface Draft {
  /** Idempotency key of the complaint that it becomes: a UUID drawn by lot. */
  key: string;
  values: Record<string, string>;
  /** What was given to the office and not answered yet: repeated word for word, never changed. */
  body?: Record<string, unknown>;
  sent?: Sent;
}

const cookie = 'aduan-draf';
const subject = 'portal-drafts';
const keptMs = 24 * 60 * 60_000;

const idOf = (secret: string): string => derivedId('draft', secret);

type Shelf = Pick<ServiceKit, 'mongo' | 'now'>;

const documentsOf = ({ mongo }: Pick<Shelf, 'mongo'>): Collection<DraftDocument> =>
  mongo.collection<DraftDocument>('portal_drafts');
const documents = (ctx: PageContext): Collection<DraftDocument> => documentsOf(ctx.parts.kit);

const oldestOf = ({ now }: Pick<Shelf, 'now'>): Date => new Date(now().getTime() - keptMs);
const oldest = (ctx: PageContext): Date => oldestOf(ctx.parts.kit);

/** Removes drafts older than a day. Answers how many. */
export const sweepDrafts = async (kit: Shelf): Promise<number> =>
  (await documentsOf(kit).deleteMany({ at: { $lt: oldestOf(kit) } })).deletedCount;

/**
 * The draft of this browser, if there is one younger than a day. It is kept on the server, sealed, and found by a cookie that goes
 * with the browser: on a shared telephone neither history nor page cache holds what was written.
 */
export const readDraft = async (ctx: PageContext): Promise<Draft | undefined> => {
  const secret = readCookie(ctx.request, cookie);
  if (secret === undefined) return undefined;
  const id = idOf(secret);
  const found = await documents(ctx).findOne({ _id: id, at: { $gte: oldest(ctx) } });
  if (!found) return undefined;
  const text = await ctx.parts.kit.sealer.openText(
    subject,
    id,
    JSON.parse(found.sealed) as SealedValue,
  );
  return text === undefined ? undefined : (JSON.parse(text) as Draft);
};

/** A draft in which nothing stands yet. */
export const newDraft = (): Draft => ({ key: randomUUID(), values: {} });

/** Keeps the draft; `fresh` gives it a cookie of its own. */
export const keepDraft = async (ctx: PageContext, draft: Draft, fresh = false): Promise<void> => {
  const known = fresh ? undefined : readCookie(ctx.request, cookie);
  const secret = known ?? randomBytes(24).toString('base64url');
  const id = idOf(secret);
  const text = JSON.stringify(draft);
  const sealed = await ctx.parts.kit.sealer.sealText(subject, id, text, 'content');
  const fields = { at: ctx.parts.kit.now(), sealed: JSON.stringify(sealed) };
  await documents(ctx).updateOne({ _id: id }, { $set: fields }, { upsert: true });
  if (known === undefined)
    writeCookie(ctx.reply, cookie, secret, { secure: isSecure(ctx.request) });
};

/** Forgets the draft of this browser. */
export const dropDraft = async (ctx: PageContext): Promise<void> => {
  const secret = readCookie(ctx.request, cookie);
  if (secret !== undefined) await documents(ctx).deleteOne({ _id: idOf(secret) });
  clearCookie(ctx.reply, cookie, { secure: isSecure(ctx.request) });
};
