export * from './src/actor.js';
export * from './src/causes.js';
export * from './src/command-contract.js';
export * from './src/commands/index.js';
export { errorTexts } from './src/error-texts.js';
export * from './src/errors.js';
export * from './src/event-contract.js';
export * from './src/events/index.js';
export * from './src/files.js';
export { caseFacts, type CaseFacts } from './src/events/case.js';
export { namedPerson, replyBy, reporter, type Reporter } from './src/events/intake.js';
export { messagePurposes, transports } from './src/events/notification.js';
export { timerKinds } from './src/events/reference.js';
export {
  deliveryMethods,
  surveyElements,
  type SurveyElement,
  documentKinds,
  leavesUnknown,
  signerKinds,
  signingFaults,
  signingPatienceMs,
  type SigningFault,
} from './src/events/resolution.js';
export * from './src/etag.js';
export * from './src/messages.js';
export * from './src/pages/index.js';
export * from './src/queries.js';
export * from './src/sealing.js';
export * from './src/upcast.js';
export * from './src/values.js';
