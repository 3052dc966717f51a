// The kernel: the language everything above is written in. Pure TypeScript, no framework, no I/O.
export * from './domain-error.js';
export * from './ids.js';
export * from './clock.js';
export * from './state-machine.js';
export * from './text.js';
export * from './search-form.js';
export * from './days.js';
export * from './working-days.js';
export * from './stay-days.js';
export * from './check-character.js';
