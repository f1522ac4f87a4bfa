import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.webmanifest': 'application/manifest+json',
};

// From the sources and from dist/ alike.
const rootOf = (from: string): string =>
  existsSync(join(from, 'package.json')) ? from : rootOf(dirname(from));

const folder = join(rootOf(dirname(fileURLToPath(import.meta.url))), 'dist/services/portal/assets');

interface Asset {
  bytes: Buffer;
  /** The same, smaller; only for text. */
  gzip?: Buffer;
  type: string;
}

let manifest: Record<string, string> | undefined;
const readManifest = (): Record<string, string> => {
  try {
    return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<
      string,
      string
    >;
  } catch (cause) {
    throw new Error('the style sheet and scripts of the pages are not built: npm run build', {
      cause,
    });
  }
};

/** Address of an asset by its plain name (`app.css`); its name holds a hash of its content. Throws for one that there is not. */
export const assetUrl = (name: string): string => {
  manifest ??= readManifest();
  const file = manifest[name];
  if (file === undefined) throw new Error(`there is no asset ${name}`);
  return `/assets/${file}`;
};

/** Whether there is an asset of that name. */
export const hasAsset = (name: string): boolean => {
  manifest ??= readManifest();
  return manifest[name] !== undefined;
};

/** Serves the built assets; their names change with their content, so browsers may keep them for ever. */
export const serveAssets = (server: FastifyInstance): void => {
  const files = new Map<string, Asset>();
  for (const file of Object.values(readManifest())) {
    const type = types[extname(file)] ?? 'application/octet-stream';
    const bytes = readFileSync(join(folder, file));
    files.set(file, {
      bytes,
      type,
      ...(/text|svg|json/.test(type) ? { gzip: gzipSync(bytes, { level: 9 }) } : {}),
    });
  }
  server.get<{ Params: { file: string } }>('/assets/:file', (request, reply) => {
    const asset = files.get(request.params.file);
    if (!asset) return reply.callNotFound();
    const small = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && asset.gzip;
    void reply
      .header('content-type', asset.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding');
    return small ? reply.header('content-encoding', 'gzip').send(small) : reply.send(asset.bytes);
  });
};
