import type { ServerDuplexStream } from '@grpc/grpc-js';
import { readExpected, readProposed, readUuid } from './append-request.js';
import type { Expected } from './append-rules.js';
import { AppendService } from './append-service.js';
import type { AppendAnswer } from './append-service.js';
import { anyPb, emptyPb, sharedPb, statusPb, streamsPb } from './protocol.js';
import type { BatchAppendReq, BatchAppendResp, StreamIdentifier, UUID } from './protocol.js';
import { MAX_APPEND_BYTES, messageTooLarge, storageFailed } from './statuses.js';
import type { ProposedEvent } from './store.js';

export type BatchCall = ServerDuplexStream<BatchAppendReq | 'too-large', BatchAppendResp>;

/** google.rpc codes; the client looks at the details only. */
const FAILED_PRECONDITION = 9;
const UNKNOWN = 2;

/** A connection with more than this waiting for its commit is not read further until some is answered. */
const WAITING_BYTES = 16 * 1024 * 1024;

/** One append that may come in several messages. */
interface Pending {
  correlation: UUID;
  identifier: StreamIdentifier | undefined;
  stream: string;
  expected: Expected;
  events: ProposedEvent[];
  dataBytes: number;
  bytes: number;
  refused?: 'bad-request' | 'too-large';
}

/** Serves a BatchAppend call: many appends on one connection, each answered by its correlation id. */
export function serveBatchAppend(service: AppendService, call: BatchCall): void {
  const pending = new Map<string, Pending>();
  let unanswered = 0;
  let waitingBytes = 0;
  let halfClosed = false;
  let open = true;
  const close = () => {
    open = false;
    pending.clear();
  };
  const endIfDone = () => {
    if (open && halfClosed && unanswered === 0) call.end();
  };
  call.on('cancelled', close);
  call.on('close', close);
  call.on('error', close);
  call.on('end', () => {
    halfClosed = true;
    endIfDone();
  });
  call.on('data', (request: BatchAppendReq | 'too-large') => {
    if (!open) return;
    if (request === 'too-large') {
      call.emit('error', messageTooLarge());
      return;
    }
    const complete = collect(pending, request);
    if (!complete) return;
    unanswered += 1;
    waitingBytes += complete.bytes;
    if (waitingBytes > WAITING_BYTES) call.pause();
    submit(service, complete, (response) => {
      unanswered -= 1;
      waitingBytes -= complete.bytes;
      if (!open) return;
      if (waitingBytes <= WAITING_BYTES) call.resume();
      call.write(response);
      endIfDone();
    });
  });
}

/** Adds a message to its append and returns the append when it is complete. */
function collect(pending: Map<string, Pending>, request: BatchAppendReq): Pending | undefined {
  const correlation = request.getCorrelationId();
  const key = readUuid(correlation);
  if (!correlation || !key) return undefined;
  const append = pending.get(key) ?? begin(request, correlation);
  for (const message of request.getProposedMessagesList()) add(append, message);
  if (!request.getIsFinal()) {
    pending.set(key, append);
    return undefined;
  }
  pending.delete(key);
  return append;
}

function begin(request: BatchAppendReq, correlation: UUID): Pending {
  const options = request.getOptions();
  const identifier = options?.getStreamIdentifier();
  const stream = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  return {
    correlation,
    identifier,
    stream,
    expected: options ? readExpected(options, () => options.getStreamPosition()) : 'any',
    events: [],
    dataBytes: 0,
    bytes: 0,
    ...(AppendService.refusesName(stream) ? { refused: 'bad-request' } : {}),
  };
}

/** Once refused an append keeps no more of its events. */
function add(append: Pending, message: BatchAppendReq.ProposedMessage): void {
  if (append.refused) return;
  const event = readProposed(message);
  if (typeof event === 'string') append.refused = 'bad-request';
  else {
    append.dataBytes += event.data.length;
    append.bytes += event.data.length + event.customMetadata.length;
    append.events.push(event);
    if (append.dataBytes > MAX_APPEND_BYTES) append.refused = 'too-large';
  }
  if (append.refused) append.events = [];
}

function submit(
  service: AppendService,
  append: Pending,
  respond: (response: BatchAppendResp) => void,
): void {
  const response = new streamsPb.BatchAppendResp();
  response.setCorrelationId(append.correlation);
  response.setStreamIdentifier(append.identifier);
  const answer = (result: AppendAnswer) => {
    fill(response, append, result);
    respond(response);
  };
  if (append.refused) answer({ kind: append.refused });
  else service.append(append, answer);
}

function fill(response: BatchAppendResp, append: Pending, result: AppendAnswer): void {
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
