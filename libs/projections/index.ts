export type { OpenEvent } from './src/apply-batch.js';
export { batches, type Batch, type BatchOptions } from './src/batches.js';
export { checkpointsOf, documentsOf, plain, type CheckpointDocument } from './src/collections.js';
export {
  describeError,
  LeaseLost,
  ProjectionFailure,
  ProjectionGap,
  ViewNewer,
} from './src/errors.js';
export type { FollowedStore } from './src/follow-view.js';
export { replay } from './src/fold.js';
export { positionFromString, positionToString, startPosition } from './src/position-string.js';
export { Projector, type ProjectorOptions } from './src/projector.js';
export type { StoppedBecause } from './src/stopped-because.js';
export type { ProjectorStatus, RebuildProgress } from './src/progress.js';
export { SharedFollow } from './src/shared/shared-follow.js';
export { judge, type Verdict } from './src/stream-guard.js';
export type { OpenedEvent, Stored, View } from './src/view.js';
