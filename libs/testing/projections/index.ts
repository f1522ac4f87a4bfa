export { ScriptedStore, ticked } from './scripted-store.js';
