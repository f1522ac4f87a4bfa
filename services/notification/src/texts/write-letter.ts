import { english } from './english.js';
import { indonesian } from './indonesian.js';
import {
  onOneLine,
  type Dictionary,
  type Language,
  type Letter,
  type LetterFacts,
} from './letter.js';

const dictionaries: Record<Language, Dictionary> = { id: indonesian, en: english };

/** Writes a message in plain text to the reporter or to an officer. */
export const writeLetter = (
  facts: LetterFacts,
  to: 'reporter' | 'officer',
  language: Language,
): Letter => {
  const dictionary = dictionaries[language];
  // The tracking code opens the case: it goes to the reporter and to nobody else.
  const known = to === 'reporter' ? facts : { ...facts, trackingCode: undefined };
  const { subject, paragraphs } = dictionary.messages[facts.purpose](known);
  const greeting = to === 'reporter' ? dictionary.toReporter : dictionary.toOfficer;
  const body = [greeting, ...paragraphs, dictionary.footer(known)]
    .filter((paragraph) => paragraph !== undefined)
    .join('\n\n');
  return { subject: onOneLine(subject), body: `${body}\n` };
};
