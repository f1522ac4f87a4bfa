import { common } from './common.js';
import { reporter } from './reporter.js';
import { counter } from './counter.js';
import { officer } from './officer.js';
import { actions } from './actions.js';
import { signing } from './signing.js';
import { account } from './account.js';
import { help } from './help.js';
import { lists } from './lists.js';

/** Bahasa Indonesia. */
export const id = { common, reporter, counter, officer, actions, signing, account, help, lists };
