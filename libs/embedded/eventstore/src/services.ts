import type {
  sendUnaryData,
  Server,
  ServiceDefinition,
  ServerUnaryCall,
  ServerWritableStream,
} from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { AppendService } from './append-service.js';
import { serveBatchAppend } from './batch-append.js';
import type { BatchCall } from './batch-append.js';
import { clusterInfo, supportedMethods } from './cluster-info.js';
import { serveDelete, serveTombstone } from './deletes.js';
import type { ReadCall } from './outlet.js';
import {
  GossipService,
  MonitoringService,
  OperationsService,
  PersistentSubscriptionsService,
  ProjectionsService,
  ServerFeaturesService,
  StreamsService,
  UsersService,
} from './protocol.js';
import { serveRead } from './read-service.js';
import { serveAppend } from './single-append.js';
import { connectionDropped, MAX_MESSAGE_BYTES, unsupported } from './statuses.js';
import type { SubscriptionContext } from './subscriptions.js';

export interface ServiceContext extends SubscriptionContext {
  appends: AppendService;
  logger: Logger;
  port: () => number;
}

/** Calls that stay open by themselves, so that a shutdown can end them with UNAVAILABLE. */
export class OpenCalls {
  private readonly calls = new Set<ReadCall | BatchCall>();

  add(call: ReadCall | BatchCall): void {
    this.calls.add(call);
    call.on('close', () => this.calls.delete(call));
    call.on('cancelled', () => this.calls.delete(call));
  }

  endAll(): void {
    for (const call of this.calls) call.emit('error', connectionDropped());
    this.calls.clear();
  }
}

/** Marks a message above the limit instead of decoding it, so that the handler can refuse it in the right words. */
const limited =
  <T>(decode: (bytes: Buffer) => T) =>
  (bytes: Buffer): T | 'too-large' =>
    bytes.length > MAX_MESSAGE_BYTES ? 'too-large' : decode(bytes);

function streamsDefinition(): ServiceDefinition {
  const { read, append, delete: remove, tombstone, batchAppend } = StreamsService;
  return {
    read: {
      ...read,
      requestDeserialize: limited(read.requestDeserialize),
      responseSerialize: (frame: Buffer) => frame,
    },
    append: { ...append, requestDeserialize: limited(append.requestDeserialize) },
    delete: { ...remove, requestDeserialize: limited(remove.requestDeserialize) },
    tombstone: { ...tombstone, requestDeserialize: limited(tombstone.requestDeserialize) },
    batchAppend: { ...batchAppend, requestDeserialize: limited(batchAppend.requestDeserialize) },
  };
}

const refused: [name: string, service: ServiceDefinition][] = [
  ['persistent subscriptions', PersistentSubscriptionsService],
  ['projections', ProjectionsService],
  ['users', UsersService],
  ['operations', OperationsService],
  ['monitoring', MonitoringService],
];

/** Answers every method of a service with UNIMPLEMENTED, naming it, and says so in the log. */
function refuseService(
  server: Server,
  service: ServiceDefinition,
  name: string,
  log: Logger,
): void {
  const handlers = Object.values(service).map((method) => {
    const operation = `${name} (${method.path})`;
    const refusal = () => {
      log.warn({ operation }, 'refused an operation that is not supported');
      return unsupported(operation);
    };
    const handler = method.responseStream
      ? (call: ServerWritableStream<unknown, unknown>) => call.emit('error', refusal())
      : (_call: unknown, reply: sendUnaryData<unknown>) => reply(refusal());
    return [method.path.split('/').at(-1) ?? '', handler] as const;
  });
  const byName = Object.fromEntries(handlers);
  const implementation = Object.fromEntries(
    Object.entries(service).map(([key, { path }]) => [key, byName[path.split('/').at(-1) ?? '']]),
  );
  server.addService(service, implementation as Parameters<Server['addService']>[1]);
}

/** Registers everything that the server answers, and what it refuses by name. */
export function addServices(server: Server, context: ServiceContext, calls: OpenCalls): void {
  const { appends, logger, port } = context;
  server.addService(streamsDefinition(), {
    read: (call: ReadCall) => {
      calls.add(call);
      serveRead(context, call, logger);
    },
    append: (call: Parameters<typeof serveAppend>[1], reply: Parameters<typeof serveAppend>[2]) =>
      serveAppend(appends, call, reply),
    delete: (call: Parameters<typeof serveDelete>[1], reply: Parameters<typeof serveDelete>[2]) =>
      serveDelete(appends, call, reply),
    tombstone: (
      call: Parameters<typeof serveTombstone>[1],
      reply: Parameters<typeof serveTombstone>[2],
    ) => serveTombstone(appends, call, reply),
    batchAppend: (call: BatchCall) => {
      calls.add(call);
      serveBatchAppend(appends, call);
    },
  });
  const unary =
    <T>(answer: () => T) =>
    (_call: ServerUnaryCall<unknown, T>, reply: sendUnaryData<T>) =>
      reply(null, answer());
  server.addService(ServerFeaturesService, { getSupportedMethods: unary(supportedMethods) });
  server.addService(GossipService, { read: unary(() => clusterInfo(port())) });
  for (const [name, service] of refused) refuseService(server, service, name, logger);
}
