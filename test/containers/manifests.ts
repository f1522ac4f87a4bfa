import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** An object of Kubernetes as kustomize printed it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  spec?: Record<string, unknown>;
  data?: Record<string, string>;
}

const secrets = [
  'master_key',
  'actor_key',
  'nats_url',
  'nats_users',
  'smtp_url',
  'files_key_id',
  'files_secret',
  'esign_password',
  'oidc_client_secret',
  'esdb_url',
  'mongodb_uri',
];

/** What `kustomize build` makes of an overlay, with secrets that open nothing. Throws with what kustomize said. */
export const build = (overlay: string): Manifest[] => {
  const folder = mkdtempSync(join(tmpdir(), 'aduan-k8s-'));
  try {
    cpSync(join(root, 'deploy/k8s'), folder, { recursive: true });
    const place = join(folder, 'overlays', overlay, 'secrets');
    mkdirSync(place, { recursive: true });
    for (const name of secrets) writeFileSync(join(place, name), `not ${name}`);
    const args = ['build', join(folder, 'overlays', overlay)];
    const text = execFileSync(process.env['ADUAN_KUSTOMIZE'] ?? 'kustomize', args, {
      encoding: 'utf8',
    });
    return parseAllDocuments(text).map((each) => each.toJS() as Manifest);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const moduleOf = ({ apiVersion }: Manifest): string => {
  const [group = '', version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  return `kubernetes-models/${group === '' ? '' : `${group}/`}${version}`;
};

interface Model {
  validate(): void;
}

/** Throws when the object breaks Kubernetes's JSON schema of its kind. */
export const validate = async (manifest: Manifest): Promise<void> => {
  const models = (await import(moduleOf(manifest))) as Record<
    string,
    new (given: unknown) => Model
  >;
  const Kind = models[manifest.kind];
  if (!Kind) throw new Error(`no schema of ${manifest.apiVersion} ${manifest.kind}`);
  new Kind(manifest).validate();
};

/** Fields that the kinds do not have: the schemas let them pass, Kubernetes drops them silently. One line each. */
export const unknownFields = (manifests: Manifest[]): string[] => {
  const file = join(root, 'test/containers/manifests-as-written.ts');
  const text = manifests
    .map((each, index) => {
      const type = `import('${moduleOf(each)}').I${each.kind}`;
      return `export const m${index}: ${type} = ${JSON.stringify(each, null, 1)};`;
    })
    .join('\n');
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  };
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (name) => name === file || disk.fileExists(name);
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(name, text, target) : disk.getSourceFile(name, target);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
};
