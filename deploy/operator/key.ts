import { readFile } from 'node:fs/promises';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { connectNats } from '#libs/messaging';
import { parseMasterKey, rotate, type MasterKey } from '#libs/privacy';
import { connectMongo } from '#libs/service';
import { localSecrets } from '../local/secrets.js';
import { makeBackupKey } from './backup/backup-key.js';
import { requireStopped } from './backup/target.js';
import { chosen, needed, readArgs, Refused, type Command } from './command.js';
import { openInstallation, type Installation } from './installation.js';
import { print, printJson } from './output.js';

const masterFrom = async (file: string): Promise<{ text: string; master: MasterKey }> => {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw new Refused(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return { text, master: parseMasterKey(text) };
  } catch (error) {
    const said = (error as Error).message.replace('ADUAN_MASTER_KEY', 'it');
    throw new Refused(`${file} holds no master key: ${said}`);
  }
};

const requireNobody = async ({ config, alone }: Installation): Promise<void> => {
  if (alone) return;
  const logger = pino({ level: 'silent' });
  const nats = await connectNats({ url: config.ADUAN_NATS_URL, name: 'aduan-operator', logger });
  try {
    await requireStopped(nats);
  } finally {
    await nats.close();
  }
};

/** The local system finds its keys in its folder, so the new one goes there. */
const keep = (data: string, masterKey: string): void => {
  const file = join(data, 'secrets.json');
  const secrets = { ...localSecrets(data), masterKey };
  writeFileSync(`${file}.new`, JSON.stringify(secrets), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
};

const rotateMaster = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {
    'old-file': { type: 'string' },
    'new-file': { type: 'string' },
  });
  const from = await masterFrom(needed(values['old-file'], '--old-file'));
  const to = await masterFrom(needed(values['new-file'], '--new-file'));
  if (from.master.id === to.master.id) throw new Refused('both files hold the same key');
  const installation = await openInstallation(values.data, { needsAlone: true });
  try {
    await requireNobody(installation);
    const mongo = await connectMongo(installation.config.ADUAN_MONGODB_URI);
    const counted = await rotate(mongo, from.master, to.master);
    await mongo.close();
    if (installation.data !== undefined) keep(installation.data, to.text);
    if (values.json) printJson({ ...counted, masterKeyId: to.master.id });
    else
      print(
        `${counted.keys} keys and ${counted.secrets} accounts are wrapped by master key ${to.master.id}; give it to every service as ` +
          'ADUAN_MASTER_KEY, keep the old one as long as backups of its time',
      );
    return 0;
  } finally {
    await installation.close();
  }
};

const makeBackup = async (args: string[]): Promise<number> => {
  const { values, positionals } = readArgs(args, {}, { least: 1, most: 1 });
  const file = positionals[0] as string;
  const { id, recipient } = await makeBackupKey(file);
  if (values.json) printJson({ file, id, recipient });
  else print(`${file} holds backup key ${id}; keep a copy apart from the backups`);
  return 0;
};

/** Keys. */
export const key: Command = {
  summary: 'keys: rotate (the master key), make-backup (a key for backups)',
  help: `key rotate --old-file FILE --new-file FILE
key make-backup FILE

Rotate wraps every key of the vault by a new master key (openssl rand -base64 32 > FILE; chmod 600 FILE). All services must be stopped. Cut off in
the middle, run it again with the same two files: until then nothing starts.`,
  run: async (args) => {
    const [run, rest] = chosen({ rotate: rotateMaster, 'make-backup': makeBackup }, args);
    return run(rest);
  },
};
