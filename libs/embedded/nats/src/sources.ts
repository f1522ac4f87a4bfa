/** Where a package archive is: what apt needs to read another suite of the same distribution. */
export interface Archive {
  uri: string;
  /** apt's bracketed options, e.g. `signed-by=/usr/share/keyrings/debian-archive-keyring.gpg`. */
  options: string[];
}

export interface Distribution {
  id: 'debian' | 'ubuntu';
  codename: string;
  architecture?: string;
}

interface DistributionFacts {
  archive: Archive;
  components: string;
  /** Suites known to have nats-server 2.10 or newer, oldest (best tested with this system) first. */
  suites: string[];
  /** Suites known to be too old, so that no time is spent on reading them. */
  tooOld: string[];
}

const facts: Record<Distribution['id'], DistributionFacts> = {
  debian: {
    archive: {
      uri: 'http://deb.debian.org/debian',
      options: ['signed-by=/usr/share/keyrings/debian-archive-keyring.gpg'],
    },
    components: 'main',
    suites: ['trixie', 'forky', 'sid'],
    tooOld: ['buster', 'bullseye', 'bookworm'],
  },
  ubuntu: {
    archive: {
      uri: 'http://archive.ubuntu.com/ubuntu',
      options: ['signed-by=/usr/share/keyrings/ubuntu-archive-keyring.gpg'],
    },
    components: 'main universe',
    suites: ['noble', 'resolute'],
    tooOld: ['bionic', 'focal', 'jammy'],
  },
};

/**
 * Which distribution's archive fits this machine, from the text of `/etc/os-release`
 * (derivatives name their parent in ID_LIKE); undefined for others.
 */
export function readDistribution(osRelease: string): Distribution | undefined {
  const fields = new Map(
    osRelease.split('\n').flatMap((line) => {
      const match = /^([A-Z_]+)="?([^"]*)"?\s*$/.exec(line);
      return match?.[1] ? [[match[1], match[2] ?? ''] as const] : [];
    }),
  );
  const names = `${fields.get('ID') ?? ''} ${fields.get('ID_LIKE') ?? ''}`.split(' ');
  const id = names.includes('ubuntu') ? 'ubuntu' : names.includes('debian') ? 'debian' : undefined;
  if (!id) return undefined;
  const codename =
    (id === 'ubuntu' ? fields.get('UBUNTU_CODENAME') : fields.get('DEBIAN_CODENAME')) ??
    fields.get('VERSION_CODENAME') ??
    '';
  return { id, codename };
}

/** The suites to try, in order: the machine's own unless it is known to be too old, then newer ones. */
export function suitesToTry({ id, codename }: Distribution): string[] {
  const { suites, tooOld } = facts[id];
  const own = codename === '' || tooOld.includes(codename) ? [] : [codename];
  return [...new Set([...own, ...suites])];
}

/** The one-line source entry for a suite of an archive. */
export function sourceLine(id: Distribution['id'], archive: Archive, suite: string): string {
  const options = archive.options.length > 0 ? `[${archive.options.join(' ')}] ` : '';
  return `deb ${options}${archive.uri} ${suite} ${facts[id].components}\n`;
}

/**
 * The archive that this machine already uses for its own suite (a local mirror stays in use),
 * from the texts of its apt source files in either format; the distribution's own one otherwise.
 */
export function archiveInUse(distribution: Distribution, sourceFiles: string[]): Archive {
  const fallback = facts[distribution.id].archive;
  for (const text of sourceFiles) {
    for (const entry of [...oneLineEntries(text), ...stanzaEntries(text)]) {
      const fits =
        entry.suites.includes(distribution.codename) && /^(https?|file|mirror)/.test(entry.uri);
      if (!fits) continue;
      const signed = entry.options.some((option) => /^(signed-by|trusted)=/.test(option));
      return {
        uri: entry.uri,
        options: signed ? entry.options : [...fallback.options, ...entry.options],
      };
    }
  }
  return fallback;
}

interface SourceEntry extends Archive {
  suites: string[];
}

const keptOptions = /^(signed-by|trusted|check-valid-until|arch)=/;

function oneLineEntries(text: string): SourceEntry[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s/.exec(`${line} `);
    if (!match?.[2] || !match[3]) return [];
    const options = (match[1] ?? '').split(/\s+/).map((option) => option.toLowerCase() && option);
    return [
      { uri: match[2], suites: [match[3]], options: options.filter((o) => keptOptions.test(o)) },
    ];
  });
}

function stanzaEntries(text: string): SourceEntry[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map<string, string>();
    for (const line of stanza.split('\n')) {
      const match = /^([A-Za-z-]+):\s*(.*)$/.exec(line);
      if (match?.[1]) fields.set(match[1].toLowerCase(), (match[2] ?? '').trim());
    }
    const uri = fields.get('uris')?.split(/\s+/)[0];
    const isUsed =
      fields.get('types')?.split(/\s+/).includes('deb') && fields.get('enabled') !== 'no';
    if (!uri || !isUsed) return [];
    const options = [...fields]
      // A key written into the stanza itself cannot go into one line: the distribution's keyring is used.
      .filter(([, value]) => value !== '' && !/\s/.test(value))
      .map(([name, value]) => `${name}=${value}`)
      .filter((option) => keptOptions.test(option));
    return [{ uri, suites: (fields.get('suites') ?? '').split(/\s+/), options }];
  });
}
