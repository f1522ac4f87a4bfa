import { readFilter } from './filters.js';
import type { Filter } from './filters.js';
import { streamsPb } from './protocol.js';
import type { ReadReq, StreamIdentifier } from './protocol.js';
import { handlerFailed, unsupported } from './statuses.js';

/** Where a read starts in a stream; revisions beyond what JavaScript counts exactly come as Infinity. */
export type StreamStart = 'start' | 'end' | number;
export type AllStart = 'start' | 'end' | { commit: bigint; prepare: bigint };

interface Common {
  backwards: boolean;
  resolveLinks: boolean;
  /** Undefined for a subscription. */
  limit: number | undefined;
}

export type ReadCommand =
  | (Common & { target: 'stream'; stream: string; from: StreamStart })
  | (Common & { target: 'all'; from: AllStart; filter: Filter | undefined });

const UINT64_MAX = 18_446_744_073_709_551_615n;

/**
 * The name in a stream identifier.
 * @throws CallError when it is absent or empty
 */
export function streamName(identifier: StreamIdentifier | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw handlerFailed();
  return name;
}

function streamStart(options: ReadReq.Options.StreamOptions): StreamStart {
  if (options.hasStart()) return 'start';
  if (options.hasEnd()) return 'end';
  const revision = BigInt(options.getRevision());
  if (revision === UINT64_MAX) return 'end';
  return revision > Number.MAX_SAFE_INTEGER ? Infinity : Number(revision);
}

function allStart(options: ReadReq.Options.AllOptions): AllStart {
  if (options.hasStart()) return 'start';
  if (options.hasEnd()) return 'end';
  const position = options.getPosition();
  if (!position) throw handlerFailed();
  const commit = BigInt(position.getCommitPosition());
  const prepare = BigInt(position.getPreparePosition());
  if (commit === 0n && prepare === 0n) return 'start';
  if (commit === UINT64_MAX && prepare === UINT64_MAX) return 'end';
  return { commit, prepare };
}

/**
 * Reads a Read request, which is a read or a subscription, of one stream or of $all.
 * @throws CallError for what is malformed or not supported
 */
export function readCommand(request: ReadReq): ReadCommand {
  const options = request.getOptions();
  if (!options) throw handlerFailed();
  if (options.getUuidOption()?.hasStructured())
    throw unsupported('structured event ids in answers');
  const common: Common = {
    backwards: options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS,
    resolveLinks: options.getResolveLinks(),
    limit: options.hasSubscription() ? undefined : Number(options.getCount()),
  };
  const ofStream = options.getStream();
  if (ofStream) {
    if (options.hasFilter()) throw unsupported('a filter on one stream');
    const stream = streamName(ofStream.getStreamIdentifier());
    return { ...common, target: 'stream', stream, from: streamStart(ofStream) };
  }
  const ofAll = options.getAll();
  if (!ofAll) throw handlerFailed();
  return {
    ...common,
    target: 'all',
    from: allStart(ofAll),
    filter: readFilter(options.getFilter()),
  };
}
