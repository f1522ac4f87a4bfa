import { en } from './en/index.js';
import { id } from './id/index.js';

/** Every text of the pages. Indonesian is the source; English has to have the same keys. */
export type Texts = typeof id;
export type Language = 'id' | 'en';

const dictionaries: Record<Language, Texts> = { id, en };

/** The texts of a language. */
export const textsOf = (language: Language): Texts => dictionaries[language];
