/** What the container image can run: the word after the image's name, and the program behind it, below dist. */
export const commands = {
  intake: 'services/intake/src/main.js',
  triage: 'services/triage/src/main.js',
  coordination: 'services/coordination/src/main.js',
  resolution: 'services/resolution/src/main.js',
  notification: 'services/notification/src/main.js',
  sla: 'services/sla/src/main.js',
  views: 'services/views/src/main.js',
  portal: 'services/portal/src/main.js',
  'embedded-eventstore': 'libs/embedded/eventstore/main.js',
  'embedded-mongo': 'libs/embedded/mongo/main.js',
  aduan: 'deploy/operator/main.js',
} as const;

/** A word that the image knows. */
export type ContainerCommand = keyof typeof commands;

const usage = `Give the image one of its commands:

  ${Object.keys(commands).join(', ')}

What follows goes to the program: aduan --help, embedded-eventstore --help.`;

/** The program for the first word of a command line. Throws an Error with the commands for any other word. */
export const programOf = (word: string | undefined): string => {
  if (word !== undefined && Object.hasOwn(commands, word))
    return commands[word as ContainerCommand];
  throw new Error(word === undefined ? usage : `there is no command '${word}'. ${usage}`);
};
