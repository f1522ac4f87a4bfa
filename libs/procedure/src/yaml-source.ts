import {
  LineCounter,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import { ConfigurationError, type ConfigurationProblem } from './configuration-error.js';

export type Path = readonly PropertyKey[];

/** A YAML text as data, and where each part of the data stands in it. */
export interface YamlSource {
  data: unknown;
  problemAt(path: Path, reason: string): ConfigurationProblem;
}

/** Far above any kabupaten; a larger file is not ours. */
export const maxCharacters = 2_000_000;

/**
 * Reads YAML 1.2.
 * @throws ConfigurationError naming every syntax error, duplicate key and unknown tag.
 */
export const readYaml = (text: string, file: string): YamlSource => {
  const at = (line: number, reason: string): ConfigurationProblem => ({
    file,
    line,
    path: '',
    reason,
  });
  if (text.length > maxCharacters)
    throw new ConfigurationError([at(1, `larger than ${maxCharacters} characters`)]);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0)
    throw new ConfigurationError(
      faults.map((fault) => at(lineCounter.linePos(fault.pos[0]).line, fault.message)),
    );
  return {
    data: toData(document, (offset, reason) => {
      throw new ConfigurationError([at(lineCounter.linePos(offset).line || 1, reason)]);
    }),
    problemAt: (path, reason) => ({
      file,
      line: lineCounter.linePos(offsetOf(document, path)).line || 1,
      path: describePath(path),
      reason,
    }),
  };
};

const toData = (document: Document, refuse: (offset: number, reason: string) => never): unknown => {
  try {
    return document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases that multiply without end.
    return refuse(
      offsetOfLooseAlias(document),
      error instanceof Error ? error.message : 'unreadable',
    );
  }
};

const offsetOfLooseAlias = (document: Document): number => {
  let offset = 0;
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return undefined;
      offset = startOf(alias) ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
};

/** Where the value at the path stands; when it is missing, the innermost part that should hold it. */
const offsetOf = (document: Document, path: Path): number => {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const key of path) {
    const child = childOf(resolve(node, document), key);
    if (!child) return offset;
    offset = child.offset ?? offset;
    node = child.value;
  }
  return offset;
};

const resolve = (node: unknown, document: Document): unknown =>
  isAlias(node) ? node.resolve(document) : node;

const childOf = (
  node: unknown,
  key: PropertyKey,
): { value: unknown; offset?: number } | undefined => {
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { value: item, offset: startOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(
    (each) => isScalar(each.key) && String(each.key.value) === String(key),
  );
  // The line of the key: that of a nested value is the line after it.
  return pair && { value: pair.value, offset: startOf(pair.key) };
};

const startOf = (node: unknown): number | undefined =>
  isNode(node) ? (node as Node).range?.[0] : undefined;

const describePath = (path: Path): string =>
  path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
