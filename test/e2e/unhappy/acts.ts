import type { CommandInput, CommandType } from '#libs/contracts';
import type { ApiClient, Answer } from '../../../deploy/demo/api-client.js';
import { walk, type Stage as Until } from '../../../deploy/demo/walk.js';
import { bodies } from '../bodies.js';
import { officersOf, pageWhen, scriptFor, type Page, type Stage } from '../stage.js';

/** Where the last command to each complaint stands: a page that is asked for afterwards shows it. */
const last = new Map<string, string>();

const noted = (complaintId: string, answer: Answer): Answer => {
  last.set(complaintId, answer.headers.get('aduan-position') ?? '');
  return answer;
};

/** Gives a command as the account, as often as somebody else was faster. Throws ApiError. */
export const act = async <T extends CommandType>(
  stage: Stage,
  login: string,
  complaintId: string,
  type: T,
  body: CommandInput<T>,
): Promise<Answer> => noted(complaintId, await stage.as(login).act(complaintId, type, body));

/** Takes a complaint of Waru as far as told. */
export const walkTo = (stage: Stage, complaintId: string, until: Until): Promise<void> =>
  walk(complaintId, officersOf(stage), scriptFor(stage.clock), until);

/** The page as the Tim of Waru sees it, once it is so. */
export const page = (
  stage: Stage,
  complaintId: string,
  isSo: (page: Page) => boolean = () => true,
): Promise<Page> => pageWhen(stage.as('tim.waru'), complaintId, isSo, last.get(complaintId));

export const closed = (stage: Stage, complaintId: string): Promise<Page> =>
  page(stage, complaintId, ({ status }) => status === 'closed');

export const atStep = (stage: Stage, complaintId: string, step: number): Promise<Page> =>
  page(stage, complaintId, (shown) => shown['step'] === step && !shown['inTransit']);

/** The reporter, by number and code. */
export const reporterOf = async (
  stage: Stage,
  of: { registerNumber: string; trackingCode: string },
): Promise<ApiClient> => {
  const client = stage.whole.public();
  await client.track(of.registerNumber, of.trackingCode);
  return client;
};

/** A reporter's command: he sees no revisions. */
export const reporterActs = async <T extends CommandType>(
  client: ApiClient,
  complaintId: string,
  type: T,
  body: CommandInput<T>,
): Promise<Answer> => noted(complaintId, await client.act(complaintId, type, body));

/** The document that was made last, once it lies before the signer. */
export const madeDocument = async (
  stage: Stage,
  complaintId: string,
): Promise<Record<string, unknown>> => {
  const newest = ({ documents }: Page) => (documents as Record<string, unknown>[]).at(-1);
  const shown = await page(stage, complaintId, (each) => newest(each)?.['state'] === 'rendered');
  return newest(shown) ?? {};
};

const paper = { method: 'paper', signedSha256: 'b'.repeat(64) } as const;

/** From a draft to the signed and stamped document, by this signer. */
export const approveAndSign = async (
  stage: Stage,
  complaintId: string,
  signer = 'camat.waru',
): Promise<Record<string, unknown>> => {
  const { body } = await act(stage, signer, complaintId, 'ApproveAnswer', {});
  await act(stage, signer, complaintId, 'SignAnswer', paper);
  await act(stage, 'petugas.waru', complaintId, 'StampAnswer', {});
  return body;
};

/** Step 5, with this answer. */
export const settle = async (stage: Stage, complaintId: string, answer: string): Promise<void> => {
  await act(stage, 'kasi.waru', complaintId, 'DraftAnswer', { answer });
  await act(stage, 'kasi.waru', complaintId, 'ProcessSettlement', bodies.ProcessSettlement);
};

/** Step 7. */
export const deliver = (stage: Stage, complaintId: string): Promise<Answer> =>
  act(stage, 'petugas.waru', complaintId, 'DeliverResult', { method: 'counter' });
