import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { streamsPb } from './protocol.js';
import {
  caughtUpFrame,
  checkpointFrame,
  confirmationFrame,
  encodeRecorded,
  eventFrame,
  streamNotFoundFrame,
} from './wire.js';

const { ReadResp } = streamsPb;
/** The generated toObject leaves absent members out or undefined, as it likes. */
const withoutHoles = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const sizes = [0, 1, 127, 128, 16_383, 16_384, 70_000];

/** What we write by hand must read, in the generated classes, as what it was. */
describe('wire', () => {
  it.each(sizes)('an event with %i bytes of everything', (size) => {
    const stream = `é${'s'.repeat(size)}`;
    const type = `t${'🙂'.repeat(size / 4)}`;
    const data = Buffer.alloc(size, 1);
    const customMetadata = Buffer.alloc(size, 2);
    const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const body = encodeRecorded({
      id,
      stream,
      revision: size,
      position: 2 ** 40 + size,
      type,
      json: size % 2 === 0,
      created: 1_795_505_618_199,
      customMetadata,
      data,
    });
    const at = String(2 ** 40 + size);
    const response = ReadResp.deserializeBinary(eventFrame(body, undefined, 2 ** 40 + size));
    const expected = {
      event: {
        id: { structured: undefined, string: id },
        streamIdentifier: { streamName: Buffer.from(stream).toString('base64') },
        streamRevision: String(size),
        preparePosition: at,
        commitPosition: at,
        metadataMap: [
          ['content-type', size % 2 === 0 ? 'application/json' : 'application/octet-stream'],
          ['created', '17955056181990000'],
          ['type', type],
        ],
        customMetadata: customMetadata.toString('base64'),
        data: data.toString('base64'),
      },
      link: undefined,
      commitPosition: at,
      noPosition: undefined,
    };
    const read = response.toObject().event;
    // Not toEqual: a difference would print megabytes.
    expect(isDeepStrictEqual(withoutHoles(read), withoutHoles(expected))).toBe(true);
  });

  it('the revision of a tombstone', () => {
    const body = encodeRecorded({
      id: '0f8fad5b-d9cb-469f-a165-70867728950e',
      stream: 's',
      revision: 9_223_372_036_854_775_807n,
      position: 1,
      type: '$streamDeleted',
      json: true,
      created: 0,
      customMetadata: new Uint8Array(),
      data: new Uint8Array(),
    });
    const event = ReadResp.ReadEvent.RecordedEvent.deserializeBinary(body);
    expect(event.getStreamRevision()).toBe('9223372036854775807');
  });

  it('the small frames', () => {
    const read = (frame: Buffer) => ReadResp.deserializeBinary(frame);
    expect(read(caughtUpFrame).hasCaughtUp()).toBe(true);
    expect(read(confirmationFrame('abc')).getConfirmation()?.getSubscriptionId()).toBe('abc');
    const position = read(checkpointFrame(2 ** 45, 0)).getCheckpoint();
    expect(position?.getCommitPosition()).toBe(String(2 ** 45));
    expect(position?.getPreparePosition()).toBe('0');
    const missing = read(streamNotFoundFrame('gone-é')).getStreamNotFound()?.getStreamIdentifier();
    expect(Buffer.from(missing?.getStreamName_asU8() ?? []).toString()).toBe('gone-é');
  });
});
