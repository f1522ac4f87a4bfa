import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDemoAccounts } from '../../../deploy/local/accounts.js';
import { startLocal } from '../../../deploy/local/host.js';
import { Pattern } from './pattern.js';
import { record, type Recording } from './record.js';

/** What a folder's history is made of; it never changes, so that a load that was cut off goes on the same way. */
export interface History extends Recording {
  complaints: number;
  /** Time before which all of it lies, in ms since 1970. */
  end: number;
  days: number;
  /** Set once the measurement has added complaints of its own: loading more would break the order of numbers. */
  measured: boolean;
}

export const kabupatenFile = 'deploy/kabupaten/penajam-paser-utara.yaml';
const daysOfHistory = 540;
const fileOf = (folder: string): string => join(folder, 'history.json');

/** Stores what is known of the history, in one piece. */
export const keep = (folder: string, history: History): void => {
  writeFileSync(`${fileOf(folder)}.new`, JSON.stringify(history), { mode: 0o600 });
  renameSync(`${fileOf(folder)}.new`, fileOf(folder));
};

// The system seeds its rules and makes its accounts first, as in an office that begins.
const begin = async (data: string, say: (line: string) => void): Promise<void> => {
  const system = await startLocal({ data, port: 0, kabupaten: kabupatenFile, say });
  try {
    await makeDemoAccounts(system.portal);
  } finally {
    await system.close();
  }
};

/**
 * The history of a folder, begun if it is not there: rules and accounts are in the store then, and lifecycles recorded.
 * Throws a clear Error when the folder holds another history or something else.
 */
export const openHistory = async (
  folder: string,
  complaints: number,
  say: (line: string) => void,
): Promise<History> => {
  const data = join(folder, 'data');
  if (existsSync(fileOf(folder))) {
    const history = JSON.parse(readFileSync(fileOf(folder), 'utf8')) as History;
    if (history.complaints !== complaints)
      throw new Error(
        `${folder} holds a history of ${history.complaints} complaints: give that number, or another --data`,
      );
    return history;
  }
  if (existsSync(data))
    throw new Error(`${folder} was begun and not prepared: delete it, or choose another --data`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    say('recording one lifecycle of each kind');
    const recording = await record(kabupatenFile, say);
    await begin(data, say);
    const end = Date.now() - 3_600_000;
    const history = { ...recording, complaints, end, days: daysOfHistory, measured: false };
    keep(folder, history);
    return history;
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
};

/** The pattern for each kind and kecamatan. */
export const patternsOf = ({ lifecycles, accounts }: Recording): Map<string, Pattern> => {
  const known = new Set(accounts);
  return new Map(
    lifecycles.map((each) => [`${each.kind} ${each.kecamatan}`, new Pattern(each, known)]),
  );
};
