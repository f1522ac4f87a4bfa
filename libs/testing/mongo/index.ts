export { openGate, type Gate } from './gate.js';
export { useMongo, type MongoForSpecs } from './use-mongo.js';
