import type { ServerDuplexStream } from '@grpc/grpc-js';
import { readExpected, readProposed, readUuid } from './append-request.js';
import type { Expected } from './append-rules.js';
import { AppendService } from './append-service.js';
import type { AppendAnswer } from './append-service.js';
import { fillAnswer } from './batch-answers.js';
import { streamsPb } from './protocol.js';
import type { BatchAppendReq, BatchAppendResp, StreamIdentifier, UUID } from './protocol.js';
import { MAX_APPEND_BYTES, messageTooLarge } from './statuses.js';
import type { ProposedEvent } from './store.js';

export type BatchCall = ServerDuplexStream<BatchAppendReq | 'too-large', BatchAppendResp>;

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
    fillAnswer(response, append, result);
    respond(response);
  };
  if (append.refused) answer({ kind: append.refused });
  else service.append(append, answer);
}
