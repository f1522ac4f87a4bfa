import type { Expected } from './append-rules.js';
import type { AppendReq, BatchAppendReq, UUID } from './protocol.js';
import type { ProposedEvent } from './store.js';

type Message = AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage;

const UUID_FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

const hex = (bits: string): string =>
  BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');

/** Canonical text of a UUID in either of the protocol's forms; undefined when it is none or all zero. */
export function readUuid(uuid: UUID | undefined): string | undefined {
  let text = uuid?.getString().toLowerCase() ?? '';
  const structured = uuid?.getStructured();
  if (structured) {
    const digits =
      hex(structured.getMostSignificantBits()) + hex(structured.getLeastSignificantBits());
    text = digits.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
  }
  return UUID_FORM.test(text) && text !== ZERO_UUID ? text : undefined;
}

/** What is wrong with a proposed event. */
export type Fault = 'bad-request' | 'content-type-missing' | 'type-missing';

/** Reads one proposed event; its data and metadata pass through as they are. */
export function readProposed(message: Message): ProposedEvent | Fault {
  const properties = message.getMetadataMap();
  const id = readUuid(message.getId());
  const type = properties.get('type');
  const contentType = properties.get('content-type');
  if (type === undefined) return 'type-missing';
  if (contentType === undefined) return 'content-type-missing';
  if (id === undefined || type === '') return 'bad-request';
  return {
    id,
    type,
    json: contentType === 'application/json',
    customMetadata: message.getCustomMetadata_asU8(),
    data: message.getData_asU8(),
  };
}

interface RevisionOptions {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** Reads an expected revision; `exact` gives the number when none of the words is set. */
export function readExpected(options: RevisionOptions, exact: () => string): Expected {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  return BigInt(exact());
}

/** An expected revision as the number that error trailers carry. */
export function expectedNumber(expected: Expected): bigint {
  const words = { any: -2n, no_stream: -1n, stream_exists: -4n };
  return typeof expected === 'bigint' ? expected : words[expected];
}
