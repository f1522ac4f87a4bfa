import { countCharacters } from './counters.js';
import { keepDrafts } from './drafts.js';
import { sendOnce } from './send-once.js';
import { fillTracked } from './tracked.js';

// Every page works without this file; it only shortens the way.
document.querySelector<HTMLElement>('[data-focus]')?.focus();
countCharacters();
keepDrafts();
sendOnce();
fillTracked();
