import { setTimeout as delay } from 'node:timers/promises';
import type { DeployedSystem } from './deployed.js';
import type { PartName } from './names.js';

/** What breaks: `kill` and start again at once, `stop` (killed, away for some seconds), `freeze` (SIGSTOP), `second` instance. */
export interface Fault {
  kind: 'kill' | 'stop' | 'freeze' | 'second';
  part: PartName;
  /** How long it is away or frozen, or the two instances run side by side. */
  seconds: number;
  /** Complaints that are registered between the fault before and this one. */
  after: number;
}

/** One line, the same for the same fault. */
export const describeFault = ({ kind, part, seconds, after }: Fault): string =>
  `after ${after} more complaints: ${kind} ${part}${kind === 'kill' ? '' : ` for ${seconds} s`}`;

/** Lets it happen; resolves when the part is back. */
export const inflict = async (system: DeployedSystem, fault: Fault): Promise<void> => {
  const part = system.part(fault.part);
  const lasts = (): Promise<void> => delay(fault.seconds * 1_000);
  switch (fault.kind) {
    case 'kill':
    case 'stop':
      await part.kill();
      if (fault.kind === 'stop') await lasts();
      await part.start();
      return;
    case 'freeze':
      part.freeze();
      await lasts();
      part.thaw();
      return;
    case 'second':
      if (fault.part === 'eventstore' || fault.part === 'mongo' || fault.part === 'nats')
        throw new Error(`a second ${fault.part} on the same data is refused by itself`);
      await system.second(fault.part);
      await lasts();
      await system.takeOver();
  }
};
