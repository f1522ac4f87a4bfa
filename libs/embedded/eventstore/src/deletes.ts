import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import { expectedNumber, readExpected } from './append-request.js';
import type { Expected } from './append-rules.js';
import type { AppendService } from './append-service.js';
import { isMetastream } from './metadata.js';
import { streamsPb } from './protocol.js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from './protocol.js';
import { streamName } from './read-request.js';
import {
  CallError,
  handlerFailed,
  messageTooLarge,
  storageFailed,
  streamDeleted,
  unsupported,
  wrongExpectedVersion,
} from './statuses.js';

type DeleteCall = ServerUnaryCall<DeleteReq | 'too-large', DeleteResp>;
type TombstoneCall = ServerUnaryCall<TombstoneReq | 'too-large', TombstoneResp>;

/** Serves a soft delete. */
export function serveDelete(
  service: AppendService,
  call: DeleteCall,
  reply: sendUnaryData<DeleteResp>,
): void {
  remove(service, 'softDelete', call.request).then(
    (position) =>
      reply(
        null,
        new streamsPb.DeleteResp().setPosition(
          new streamsPb.DeleteResp.Position()
            .setCommitPosition(position)
            .setPreparePosition(position),
        ),
      ),
    (error: unknown) => reply(asCallError(error)),
  );
}

/** Serves a tombstone. */
export function serveTombstone(
  service: AppendService,
  call: TombstoneCall,
  reply: sendUnaryData<TombstoneResp>,
): void {
  remove(service, 'tombstone', call.request).then(
    (position) =>
      reply(
        null,
        new streamsPb.TombstoneResp().setPosition(
          new streamsPb.TombstoneResp.Position()
            .setCommitPosition(position)
            .setPreparePosition(position),
        ),
      ),
    (error: unknown) => reply(asCallError(error)),
  );
}

/** @throws CallError when the stream is deleted, not as expected, or not deletable */
async function remove(
  service: AppendService,
  how: 'softDelete' | 'tombstone',
  request: DeleteReq | TombstoneReq | 'too-large',
): Promise<string> {
  if (request === 'too-large') throw messageTooLarge();
  const options = request.getOptions();
  if (!options) throw handlerFailed();
  const stream = streamName(options.getStreamIdentifier());
  if (isMetastream(stream)) throw unsupported('the deletion of a metadata stream');
  const expected: Expected = readExpected(options, () => options.getRevision());
  const outcome = await service.remove(how, stream, expected);
  if (outcome.kind === 'deleted') throw streamDeleted(stream);
  if (outcome.kind === 'wrong')
    throw wrongExpectedVersion('Delete', stream, expectedNumber(expected), BigInt(outcome.head));
  return String(outcome.position);
}

const asCallError = (error: unknown): CallError =>
  error instanceof CallError
    ? error
    : storageFailed(error instanceof Error ? error.message : String(error));
