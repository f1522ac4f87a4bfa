/** Helpers for specs; nothing else may import them. */
export * from './src/case-facts.js';
export * from './src/decider-spec.js';
export * from './src/occasion.js';
export * from './src/play-orders.js';
export * from './src/redact.js';
export * from './src/system.js';
export * from './src/resolution-facts.js';
export * from './src/order-of.js';
export * from './src/memory-store.js';
export * from './src/intake-facts.js';
export * from './src/rules.js';
