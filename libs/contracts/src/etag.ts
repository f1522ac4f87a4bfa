/** Services whose streams a complaint's page is made of, with their letters in the ETag. */
export const etagLetters = {
  intake: 'i',
  triage: 't',
  coordination: 'c',
  resolution: 'r',
  notification: 'n',
} as const;
export type EtagService = keyof typeof etagLetters;
/** Last revision per service that a page shows; -1 where there is no stream yet. */
export type Revisions = Record<EtagService, number>;

export const noRevisions: Revisions = {
  intake: -1,
  triage: -1,
  coordination: -1,
  resolution: -1,
  notification: -1,
};

const names = Object.keys(etagLetters) as EtagService[];

/** The ETag of a complaint's page, with its quotes: `"i4.t2.c-1.r-1.n3"`. */
export const etagOf = (revisions: Revisions): string =>
  `"${names.map((name) => `${etagLetters[name]}${revisions[name]}`).join('.')}"`;

const shape =
  /^(?:W\/)?"?i(-1|\d{1,15})\.t(-1|\d{1,15})\.c(-1|\d{1,15})\.r(-1|\d{1,15})\.n(-1|\d{1,15})"?$/;

/** The revisions in an ETag or If-Match header; undefined for anything else. */
export const parseEtag = (text: string): Revisions | undefined => {
  const match = shape.exec(text.trim());
  if (!match) return undefined;
  const [intake, triage, coordination, resolution, notification] = match.slice(1).map(Number);
  return {
    intake: intake ?? -1,
    triage: triage ?? -1,
    coordination: coordination ?? -1,
    resolution: resolution ?? -1,
    notification: notification ?? -1,
  };
};
