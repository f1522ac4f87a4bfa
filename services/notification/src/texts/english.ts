import { inWords, type Dictionary, type LetterFacts } from './letter.js';

const office = ({ kecamatan }: LetterFacts): string => `the office of Kecamatan ${kecamatan}`;

const numberAndCode = ({ registerNumber, trackingCode }: LetterFacts): string =>
  [
    `Register number: ${registerNumber}`,
    ...(trackingCode === undefined ? [] : [`Tracking code: ${trackingCode}`]),
  ].join('\n');

const respond = (facts: LetterFacts): string =>
  facts.publicUrl === undefined
    ? `You can tell us at ${office(facts)}; give the register number.`
    : `You can tell us at ${facts.publicUrl} with the tracking code, or at ${office(facts)}.`;

const follow = ({ publicUrl }: LetterFacts): string =>
  'Keep the tracking code and give it to nobody: whoever has it can read your report.' +
  (publicUrl === undefined ? '' : ` Follow your report at ${publicUrl}`);

const stepOf = ({ step }: LetterFacts): string =>
  step === undefined ? '' : `step ${step.number} (${step.name.en})`;

const closings = {
  satisfied: () => 'Your report has been dealt with. Thank you for telling us what you think.',
  silent: ({ silentCloseDays }: LetterFacts) =>
    `We heard nothing from you within ${silentCloseDays} working days after our answer, so your report is closed. ` +
    'If the matter is not settled, please make a new report.',
  withdrawn: () => 'As you asked, your report is withdrawn and closed.',
  referred: ({ text }: LetterFacts) =>
    'Your report is not for the kecamatan to decide' +
    `${text === undefined ? ' and was passed on to the authority concerned' : `. It was passed on to: ${text}`}.`,
  'answered-with-primary': (facts: LetterFacts) =>
    'Your report is about the same matter as another one that has been answered, and is closed with it. ' +
    `You can get the answer at ${office(facts)}; give the register number.`,
} as const;

/** English. */
export const english: Dictionary = {
  toReporter: 'Dear reporter,',
  toOfficer: 'Dear colleague,',
  footer: ({ kecamatan, kabupaten }) =>
    `Kecamatan ${kecamatan}, Kabupaten ${kabupaten}\nThis message was sent automatically; please do not reply.`,
  messages: {
    registered: (facts) => ({
      subject: `Your report is recorded: ${facts.registerNumber}`,
      paragraphs: [
        `Your report was received and recorded in Kecamatan ${facts.kecamatan}.`,
        numberAndCode(facts),
        facts.trackingCode === undefined ? undefined : follow(facts),
        facts.freeOfCharge ? 'This service is free of charge.' : undefined,
      ],
    }),
    clarification: (facts) => ({
      subject: `A question about your report: ${facts.registerNumber}`,
      paragraphs: [
        'To deal with your report we need to know more:',
        facts.text,
        facts.about?.answerBy === undefined
          ? undefined
          : `Please answer by ${inWords(facts.about.answerBy, 'en')}.`,
        respond(facts),
        numberAndCode(facts),
      ],
    }),
    answer: (facts) => ({
      subject: `Answer to your report: ${facts.registerNumber}`,
      paragraphs: [
        'Your report has been dealt with. Our answer:',
        facts.text,
        'Does this answer satisfy you? If we hear nothing within ' +
          `${facts.silentCloseDays} working days, the report counts as settled.`,
        respond(facts),
        numberAndCode(facts),
      ],
    }),
    reopened: (facts) => ({
      subject: `Your report is open again: ${facts.registerNumber}`,
      paragraphs: [
        'Thank you for telling us. As our answer did not satisfy you, your report is open again' +
          `${facts.step === undefined ? '' : `, from ${stepOf(facts)} on`}.`,
        `Register number: ${facts.registerNumber}`,
      ],
    }),
    closed: (facts) => ({
      subject: `Your report is closed: ${facts.registerNumber}`,
      paragraphs: [
        closings[facts.about?.outcome ?? 'satisfied'](facts),
        `Register number: ${facts.registerNumber}`,
      ],
    }),
    'queue-entry': (facts) => ({
      subject: `Report ${facts.registerNumber} waits for you`,
      paragraphs: [
        `Report ${facts.registerNumber} waits for you at ${stepOf(facts)}.`,
        facts.publicUrl === undefined
          ? 'Please sign in to Aduan to work on it.'
          : `Please sign in to Aduan to work on it: ${facts.publicUrl}`,
      ],
    }),
    'unit-reminder': (facts) => ({
      subject: `Reminder: no answer yet from ${facts.unitName ?? 'the unit'} (${facts.registerNumber})`,
      paragraphs: [
        `${facts.unitName ?? 'The unit'} has not answered for report ${facts.registerNumber}, and its time is over. ` +
          `This is reminder ${facts.about?.reminder ?? 1}.`,
        'Please contact the unit, or record its answer if there is one.',
      ],
    }),
  },
};
