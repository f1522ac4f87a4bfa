/** What the deciders of triage, coordination and resolution have in common: holding a case. Pure. */
export * from './src/access.js';
export * from './src/case-decisions.js';
export * from './src/case-state.js';
export * from './src/moments.js';
export * from './src/order.js';
export * from './src/passing-on.js';
export * from './src/step-in-hand.js';
