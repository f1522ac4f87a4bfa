import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Config } from './config.js';
import { seriesText, type Series } from './metrics.js';

let registry: Registry | undefined;

/** Folders in which the process keeps something; two of them may lie on one disk. */
const foldersOf = (config: Config): [string, string][] => [
  ['mail', config.ADUAN_MAIL_FOLDER],
  ...(config.ADUAN_FILES_URL ? [] : [['files', config.ADUAN_FILES] as [string, string]]),
  ...(config.ADUAN_LOG_FILE ? [['log', dirname(config.ADUAN_LOG_FILE)] as [string, string]] : []),
  ...(config.ADUAN_ERASURE_JOURNAL
    ? [['journal', dirname(config.ADUAN_ERASURE_JOURNAL)] as [string, string]]
    : []),
];

const diskSeries = async (config: Config): Promise<Series[]> => {
  const found = await Promise.all(
    foldersOf(config).map(async ([folder, path]) => {
      // A folder that was not made yet has nothing to tell.
      const disk = await statfs(path).catch(() => undefined);
      return (
        disk && {
          labels: { folder },
          free: disk.bavail * disk.bsize,
          size: disk.blocks * disk.bsize,
        }
      );
    }),
  );
  const disks = found.filter((each) => each !== undefined);
  return [
    {
      name: 'aduan_disk_free_bytes',
      help: 'Room left on the disk of a folder',
      values: disks.map(({ labels, free }) => ({ labels, value: free })),
    },
    {
      name: 'aduan_disk_size_bytes',
      help: 'Size of the disk of a folder',
      values: disks.map(({ labels, size }) => ({ labels, value: size })),
    },
  ];
};

/** Memory, processor and event loop of this process, and room on its disks, in Prometheus' text format. */
export const processText = async (config: Config): Promise<string> => {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return (await registry.metrics()) + (await seriesText(await diskSeries(config)));
};
