import type { CommandType, Role } from '#libs/contracts';
import type { View } from './view.js';

/** Something that an officer can do with a case, on a page of its own. */
export interface Action {
  command: CommandType;
  /** Who may ever do it: as the contract says, without reporter and system. */
  roles: readonly Role[];
  /** Under which heading the case page lists it. */
  group: 'step' | 'reporter' | 'case' | 'files' | 'erasure';
  /** It cannot be taken back: a page to look over comes before it. */
  irreversible?: true;
  /** Whether it can be done now, by this officer. */
  offered: (view: View) => boolean;
  /** Whether it is what the case waits for now. */
  main?: (view: View) => boolean;
}
