export * from './case-parts.js';
export * from './common.js';
export * from './complaint-page.js';
export * from './rows.js';
