import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { expectedNumber, readExpected, readProposed } from './append-request.js';
import type { Expected } from './append-rules.js';
import { AppendService } from './append-service.js';
import type { AppendAnswer } from './append-service.js';
import { sharedPb, streamsPb } from './protocol.js';
import type { AppendReq, AppendResp } from './protocol.js';
import { streamName } from './read-request.js';
import {
  CallError,
  handlerFailed,
  MAX_APPEND_BYTES,
  maxAppendSizeExceeded,
  messageTooLarge,
  requiredMetadataMissing,
  storageFailed,
  streamDeleted,
} from './statuses.js';
import type { ProposedEvent } from './store.js';

export type AppendCall = ServerReadableStream<AppendReq | 'too-large', AppendResp>;
type Reply = sendUnaryData<AppendResp>;

/** Serves an Append call (one append; its options come first, then its events), as clients with credentials use it. */
export function serveAppend(service: AppendService, call: AppendCall, reply: Reply): void {
  const collector = new Collector();
  let refused = false;
  const refuse = (error: CallError) => {
    refused = true;
    reply(error);
  };
  call.on('data', (request: AppendReq | 'too-large') => {
    if (refused) return;
    const error = collector.add(request);
    if (error) refuse(error);
  });
  call.on('end', () => {
    if (refused) return;
    const { stream, expected } = collector;
    if (stream === undefined) {
      refuse(handlerFailed());
      return;
    }
    const { events, bytes } = collector;
    service.append({ stream, expected, events, bytes }, (answer) =>
      respond(answer, { stream, expected }, reply),
    );
  });
}

class Collector {
  stream: string | undefined;
  expected: Expected = 'any';
  events: ProposedEvent[] = [];
  bytes = 0;
  private dataBytes = 0;

  /** Takes one message; returns why the append is refused, if it is. */
  add(request: AppendReq | 'too-large'): CallError | undefined {
    if (request === 'too-large') return messageTooLarge();
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (options) return this.begin(options);
    return message ? this.addEvent(message) : handlerFailed();
  }

  private begin(options: AppendReq.Options): CallError | undefined {
    try {
      this.stream = streamName(options.getStreamIdentifier());
    } catch {
      return handlerFailed();
    }
    this.expected = readExpected(options, () => options.getRevision());
    return AppendService.refusesName(this.stream) ? handlerFailed() : undefined;
  }

  private addEvent(message: AppendReq.ProposedMessage): CallError | undefined {
    const event = readProposed(message);
    if (event === 'type-missing') return requiredMetadataMissing(['type']);
    if (event === 'content-type-missing') return requiredMetadataMissing(['content-type']);
    if (event === 'bad-request') return handlerFailed();
    this.events.push(event);
    this.dataBytes += event.data.length;
    this.bytes += event.data.length + event.customMetadata.length;
    return this.dataBytes > MAX_APPEND_BYTES ? maxAppendSizeExceeded() : undefined;
  }
}

function respond(
  answer: AppendAnswer,
  command: { stream: string; expected: Expected },
  reply: Reply,
): void {
  switch (answer.kind) {
    case 'success':
      reply(null, new streamsPb.AppendResp().setSuccess(success(answer)));
      return;
    case 'wrong':
      reply(null, new streamsPb.AppendResp().setWrongExpectedVersion(wrong(command, answer.head)));
      return;
    case 'deleted':
      reply(streamDeleted(command.stream));
      return;
    case 'too-large':
      reply(maxAppendSizeExceeded());
      return;
    case 'failed':
      reply(storageFailed(answer.reason));
      return;
    case 'timeout':
    case 'bad-request':
      reply(handlerFailed());
  }
}

function success(answer: Extract<AppendAnswer, { kind: 'success' }>): AppendResp.Success {
  const message = new streamsPb.AppendResp.Success();
  const empty = new sharedPb.Empty();
  if (answer.revision < 0) message.setNoStream(empty);
  else message.setCurrentRevision(String(answer.revision));
  if (answer.position === undefined) return message.setNoPosition(empty);
  const position = String(answer.position);
  return message.setPosition(
    new streamsPb.AppendResp.Position().setCommitPosition(position).setPreparePosition(position),
  );
}

function wrong(
  { expected }: { expected: Expected },
  head: number,
): AppendResp.WrongExpectedVersion {
  const details = new streamsPb.AppendResp.WrongExpectedVersion();
  const empty = new sharedPb.Empty();
  if (head < 0) details.setCurrentNoStream(empty);
  else details.setCurrentRevision(String(head));
  if (expected === 'any') details.setExpectedAny(empty);
  else if (expected === 'no_stream') details.setExpectedNoStream(empty);
  else if (expected === 'stream_exists') details.setExpectedStreamExists(empty);
  else details.setExpectedRevision(String(expectedNumber(expected)));
  return details;
}
