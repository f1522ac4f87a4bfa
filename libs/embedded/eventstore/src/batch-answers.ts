import type { Expected } from './append-rules.js';
import type { AppendAnswer } from './append-service.js';
import { anyPb, emptyPb, sharedPb, statusPb, streamsPb } from './protocol.js';
import type { BatchAppendResp, StreamIdentifier } from './protocol.js';
import { MAX_APPEND_BYTES, storageFailed } from './statuses.js';

/** google.rpc codes; the client looks at the details only. */
const FAILED_PRECONDITION = 9;
const UNKNOWN = 2;

/** What an answer repeats of its request. */
interface Asked {
  identifier: StreamIdentifier | undefined;
  expected: Expected;
}

/** Writes the outcome of an append into its response, in the details that the client knows. */
export function fillAnswer(response: BatchAppendResp, append: Asked, result: AppendAnswer): void {
  switch (result.kind) {
    case 'success':
      response.setSuccess(success(result));
      return;
    case 'wrong':
      response.setError(
        failure('WrongExpectedVersion', wrongExpected(append.expected, result.head)),
      );
      return;
    case 'deleted':
      response.setError(
        failure(
          'StreamDeleted',
          new sharedPb.StreamDeleted().setStreamIdentifier(append.identifier),
        ),
      );
      return;
    case 'too-large':
      response.setError(
        failure(
          'MaximumAppendSizeExceeded',
          new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
        ),
      );
      return;
    case 'timeout':
      response.setError(failure('Timeout', new sharedPb.Timeout()));
      return;
    case 'bad-request':
      response.setError(unrecognised('BadRequest'));
      return;
    case 'failed':
      response.setError(unrecognised(storageFailed(result.reason).details));
  }
}

function success(result: Extract<AppendAnswer, { kind: 'success' }>): BatchAppendResp.Success {
  const message = new streamsPb.BatchAppendResp.Success();
  const empty = new emptyPb.Empty();
  if (result.revision < 0) message.setNoStream(empty);
  else message.setCurrentRevision(String(result.revision));
  if (result.position === undefined) return message.setNoPosition(empty);
  const position = String(result.position);
  return message.setPosition(
    new sharedPb.AllStreamPosition().setCommitPosition(position).setPreparePosition(position),
  );
}

function wrongExpected(expected: Expected, head: number) {
  const details = new sharedPb.WrongExpectedVersion();
  const empty = new emptyPb.Empty();
  if (head < 0) details.setCurrentNoStream(empty);
  else details.setCurrentStreamRevision(String(head));
  if (expected === 'any') details.setExpectedAny(empty);
  else if (expected === 'no_stream') details.setExpectedNoStream(empty);
  else if (expected === 'stream_exists') details.setExpectedStreamExists(empty);
  else details.setExpectedStreamPosition(String(expected));
  return details;
}

function failure(name: string, details: { serializeBinary(): Uint8Array }) {
  const packed = new anyPb.Any();
  packed.pack(details.serializeBinary(), `event_store.client.${name}`);
  return new statusPb.Status().setCode(FAILED_PRECONDITION).setMessage(name).setDetails(packed);
}

/** The client shows the message of an error whose details it does not know: "Could not recognize …". */
function unrecognised(message: string) {
  const packed = new anyPb.Any();
  packed.pack(new emptyPb.Empty().serializeBinary(), 'google.protobuf.Empty');
  return new statusPb.Status().setCode(UNKNOWN).setMessage(message).setDetails(packed);
}
