export * from './src/zone.js';
export * from './src/numbering.js';
export * from './src/calendar.js';
export * from './src/procedure.js';
export * from './src/kabupaten.js';
