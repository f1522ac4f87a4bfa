import { checkpointsOf } from '#libs/projections';
import { needed, readArgs, UsageError, type Command } from '../command.js';
import { openInstallation } from '../installation.js';
import { print, printJson, say } from '../output.js';
import { withKit } from '../with-kit.js';
import { readBackupKey } from './backup-key.js';
import { checkBackup, sourceOf } from './check.js';
import { readJournals } from './erasures.js';
import { readManifest } from './format.js';
import { makeBackup } from './make.js';
import { restore as restoreInto } from './restore.js';

const keyFileOf = (given: string | undefined): string =>
  needed(given ?? process.env['ADUAN_BACKUP_KEY_FILE'], '--key-file (or ADUAN_BACKUP_KEY_FILE)');

const make = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {
    to: { type: 'string' },
    'vault-to': { type: 'string' },
    'key-file': { type: 'string' },
  });
  const to = needed(values.to, '--to');
  const key = await readBackupKey(keyFileOf(values['key-file']));
  return withKit(values.data, 'intake', async (kit) => {
    const stored = await checkpointsOf(kit.mongo).find().toArray();
    const expected = Math.max(0, ...stored.map(({ events }) => events)) || undefined;
    const options = { to, vaultTo: values['vault-to'], key, expected };
    const { folder, manifest } = await makeBackup(kit, options);
    if (values.json) printJson({ folder, ...manifest });
    else
      print(
        `${folder}: ${manifest.events.count} events, ${manifest.vault.count} keys and secrets, ${manifest.files?.count ?? 0} files`,
      );
    if (!manifest.files)
      say('files are in the server of ADUAN_FILES_URL: its bucket must be backed up on its own');
    if (!kit.config.ADUAN_ERASURE_JOURNAL)
      say('there is no ADUAN_ERASURE_JOURNAL: a restore cannot erase again who was erased later');
    return 0;
  });
};

/** `backup`. */
export const backup: Command = {
  summary: 'make an encrypted backup of everything that cannot be built anew, while Aduan runs',
  help: `backup --to DIR [--vault-to DIR] --key-file FILE

Makes DIR/aduan-<time>-<xxxx>/ with all events up to this moment, the attachments and documents of ADUAN_FILES, the vault (its keys stay
wrapped by the master key) and a manifest. Events, files and vault are sealed with age for the backup key (npm run aduan -- key make-backup FILE; a
file with only its age1… recipient seals and cannot open). --vault-to keeps the vault elsewhere. A bucket of ADUAN_FILES_URL is not in it: back
it up on its own. Views, timers and JetStream are not in it: they are built from the events. Keep apart from the backup: the backup key, the
master key, and the erasure journal (ADUAN_ERASURE_JOURNAL; DATA/erasures.jsonl of a local system).`,
  run: make,
};

const putBack = async (args: string[]): Promise<number> => {
  const { values } = readArgs(args, {
    from: { type: 'string' },
    vault: { type: 'string' },
    'key-file': { type: 'string' },
    erasures: { type: 'string', multiple: true },
    'no-erasures': { type: 'boolean', default: false },
    resume: { type: 'boolean', default: false },
    'check-only': { type: 'boolean', default: false },
  });
  const folder = needed(values.from, '--from');
  const journals = values.erasures ?? [];
  const told = journals.length > 0 !== values['no-erasures'];
  if (!told && !values['check-only'])
    throw new UsageError(
      'say either --erasures FILE (the erasure journal: who was erased after the backup is erased again) or --no-erasures',
    );
  const key = await readBackupKey(keyFileOf(values['key-file']));
  const manifest = await readManifest(folder);
  const source = sourceOf(folder, manifest, key, values.vault);
  const erasures = await readJournals(journals);
  const { erasedKeys } = await checkBackup(source);
  if (values['check-only']) {
    print(`${folder} is whole: ${manifest.events.count} events of ${manifest.createdAt}`);
    return 0;
  }
  const installation = await openInstallation(values.data, { needsAlone: true });
  try {
    const options = { source, erasures, erasedKeys, resume: values.resume };
    const restored = await restoreInto(installation.config, options);
    if (values.json) printJson(restored);
    else
      print(
        `${restored.events} events and ${restored.files} files are back, ${restored.erasures} later erasures were done again; start the services now`,
      );
    return 0;
  } finally {
    await installation.close();
  }
};

/** `restore`. */
export const restore: Command = {
  summary: 'put a backup into an empty installation',
  help: `restore --from DIR [--vault FILE] --key-file FILE (--erasures FILE … | --no-erasures) [--resume]
restore --from DIR [--vault FILE] --key-file FILE --check-only

The whole backup is checked before anything is touched. Servers and file store must be empty and no service may run; ADUAN_MASTER_KEY must be the one of the
backed-up installation (of a local system: put its secrets.json into the new --data folder first). Until it is finished services refuse to
start; --resume goes on after it was cut off. JetStream, views and timers are built from the events when the services start, and nobody is written to a
second time. --erasures takes the erasure journal, several times where several machines have one.`,
  run: putBack,
};
