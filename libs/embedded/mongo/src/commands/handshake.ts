import { docOf, int, type Doc } from '../bson/values.js';
import { CommandError } from '../errors.js';
import { MAX_DOCUMENT_BYTES } from '../storage/collection.js';
import { MAX_MESSAGE_BYTES } from '../net/wire.js';
import type { Command, Engine } from './engine.js';

/** The version of MongoDB whose answers are imitated, and its wire version. */
const VERSION = '7.0.0';
const MAX_WIRE_VERSION = 21;

/**
 * The answer to the handshake: a server that stands alone. Without `topologyVersion` the driver asks again by itself
 * instead of waiting for a push; without `setName` it uses no retryable writes and no transactions.
 */
function handshake(modern: boolean): Command {
  return {
    writes: false,
    options: [
      'helloOk',
      'client',
      'compression',
      'loadBalanced',
      'saslSupportedMechs',
      'speculativeAuthenticate',
      'backpressure',
    ],
    run: (_engine, { connectionId, command }) => {
      if (command.get('loadBalanced') === true)
        throw new CommandError('CommandNotSupported', 'load balancing is not supported');
      return docOf({
        helloOk: true,
        [modern ? 'isWritablePrimary' : 'ismaster']: true,
        maxBsonObjectSize: int(MAX_DOCUMENT_BYTES),
        maxMessageSizeBytes: int(MAX_MESSAGE_BYTES),
        maxWriteBatchSize: int(100_000),
        localTime: new Date(),
        logicalSessionTimeoutMinutes: int(30),
        connectionId: int(connectionId),
        minWireVersion: int(0),
        maxWireVersion: int(MAX_WIRE_VERSION),
        readOnly: false,
        ok: 1,
      });
    },
  };
}

const noAuthentication: Command = {
  writes: false,
  options: ['mechanism', 'payload', 'autoAuthorize', 'options', 'conversationId'],
  run: () => {
    throw new CommandError(
      'AuthenticationFailed',
      'the embedded server knows no users: leave the credentials out of the address',
    );
  },
};

function serverStatus(engine: Engine): Doc {
  const { keys, documents } = engine.reading.examined;
  const seconds = (Date.now() - engine.startedAt) / 1000;
  return docOf({
    host: '127.0.0.1',
    version: VERSION,
    process: 'aduan-embedded-mongo',
    pid: int(process.pid),
    uptime: seconds,
    localTime: new Date(),
    connections: docOf({ current: int(engine.connections()) }),
    metrics: docOf({
      queryExecutor: docOf({ scanned: BigInt(keys), scannedObjects: BigInt(documents) }),
      cursor: docOf({ open: docOf({ total: BigInt(engine.cursors.count) }) }),
    }),
    storageEngine: docOf({ name: 'sqlite', persistent: true }),
    ok: 1,
  });
}

/** The commands about the server itself. */
export const SERVER_COMMANDS: Record<string, Command> = {
  hello: handshake(true),
  isMaster: handshake(false),
  ismaster: handshake(false),
  saslStart: noAuthentication,
  saslContinue: noAuthentication,
  ping: { writes: false, options: [], run: () => docOf({ ok: 1 }) },
  serverStatus: { writes: false, options: [], run: serverStatus },
  buildInfo: {
    writes: false,
    options: [],
    run: () =>
      docOf({
        version: VERSION,
        versionArray: VERSION.split('.')
          .map((each) => int(Number(each)))
          .concat(int(0)),
        gitVersion: 'aduan-embedded-mongo',
        modules: [],
        bits: int(64),
        debug: false,
        maxBsonObjectSize: int(MAX_DOCUMENT_BYTES),
        storageEngines: ['sqlite'],
        ok: 1,
      }),
  },
};
