/** One thing that is wrong in a configuration file. */
export interface ConfigurationProblem {
  file: string;
  /** Line of the file, from 1. */
  line: number;
  /** Where in the data, e.g. `kecamatan[0].procedure.steps[2].minutes`; empty for the file itself. */
  path: string;
  reason: string;
}

/** A configuration file is refused; `problems` names everything that is wrong with it. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly problems: readonly ConfigurationProblem[]) {
    super(problems.map(describeProblem).join('\n'));
  }
}

const describeProblem = ({ file, line, path, reason }: ConfigurationProblem): string =>
  `${file}:${line}: ${path ? `${path}: ` : ''}${reason}`;
