import { createRequire } from 'node:module';

/**
 * The message classes and service definitions that the official client ships. They are CommonJS with deep paths and
 * star-style exports, which ESM named imports cannot see, hence createRequire; the types are the client's own.
 */
const require = createRequire(import.meta.url);

type StreamsGrpc = typeof import('@eventstore/db-client/generated/streams_grpc_pb.js');
type Streams = typeof import('@eventstore/db-client/generated/streams_pb.js');
type Shared = typeof import('@eventstore/db-client/generated/shared_pb.js');
type StatusPb = typeof import('@eventstore/db-client/generated/status_pb.js');
type FeaturesGrpc = typeof import('@eventstore/db-client/generated/serverfeatures_grpc_pb.js');
type Features = typeof import('@eventstore/db-client/generated/serverfeatures_pb.js');
type GossipGrpc = typeof import('@eventstore/db-client/generated/gossip_grpc_pb.js');
type Gossip = typeof import('@eventstore/db-client/generated/gossip_pb.js');
type PersistentGrpc = typeof import('@eventstore/db-client/generated/persistent_grpc_pb.js');
type ProjectionsGrpc = typeof import('@eventstore/db-client/generated/projections_grpc_pb.js');
type UsersGrpc = typeof import('@eventstore/db-client/generated/users_grpc_pb.js');
type OperationsGrpc = typeof import('@eventstore/db-client/generated/operations_grpc_pb.js');
type MonitoringGrpc = typeof import('@eventstore/db-client/generated/monitoring_grpc_pb.js');
type AnyPb = typeof import('google-protobuf/google/protobuf/any_pb.js');
type EmptyPb = typeof import('google-protobuf/google/protobuf/empty_pb.js');

const generated = (name: string): unknown => require(`@eventstore/db-client/generated/${name}.js`);

export const streamsPb = generated('streams_pb') as Streams;
export const sharedPb = generated('shared_pb') as Shared;
export const statusPb = generated('status_pb') as StatusPb;
export const featuresPb = generated('serverfeatures_pb') as Features;
export const gossipPb = generated('gossip_pb') as Gossip;
export const anyPb = require('google-protobuf/google/protobuf/any_pb.js') as AnyPb;
export const emptyPb = require('google-protobuf/google/protobuf/empty_pb.js') as EmptyPb;

export const { StreamsService } = generated('streams_grpc_pb') as StreamsGrpc;
export const { ServerFeaturesService } = generated('serverfeatures_grpc_pb') as FeaturesGrpc;
export const { GossipService } = generated('gossip_grpc_pb') as GossipGrpc;
export const { PersistentSubscriptionsService } = generated('persistent_grpc_pb') as PersistentGrpc;
export const { ProjectionsService } = generated('projections_grpc_pb') as ProjectionsGrpc;
export const { UsersService } = generated('users_grpc_pb') as UsersGrpc;
export const { OperationsService } = generated('operations_grpc_pb') as OperationsGrpc;
export const { MonitoringService } = generated('monitoring_grpc_pb') as MonitoringGrpc;

export type {
  AppendReq,
  AppendResp,
  BatchAppendReq,
  BatchAppendResp,
  DeleteReq,
  DeleteResp,
  ReadReq,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js';
export type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb.js';
