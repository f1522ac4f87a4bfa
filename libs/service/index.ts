/** What every service does alike: settings, connections, commands, reactions, health. */
export * from './src/bootstrap.js';
export * from './src/command-endpoint.js';
export {
  ConfigError,
  filesSettings,
  readConfig,
  readEsignConfig,
  type Config,
} from './src/config.js';
export { ServiceKit } from './src/kit.js';
export { nestLogger, serviceLogger } from './src/logging.js';
export { metricsText, seriesText, type Series } from './src/metrics.js';
export { processText } from './src/process-metrics.js';
export { connectMongo } from './src/mongo.js';
export { openKit, type OpenKit } from './src/open-kit.js';
export { checkMongo, checkNats, WrongServer } from './src/preflight.js';
export { publicAddress } from './src/public-url.js';
export * from './src/reaction.js';
export {
  kecamatanListStream,
  listedKecamatan,
  ReferenceData,
  type Rules,
} from './src/reference-data.js';
export {
  clearRestoreMark,
  requireNoRestore,
  restoreMark,
  RestoreUnfinished,
  setRestoreMark,
  type RestoreMark,
} from './src/restore-mark.js';
export { checked, fieldErrors, isServerMissing, refusalOf } from './src/refusal.js';
export type { RunningService, ServiceStatus } from './src/running-service.js';
