import { isDoc, isNumeric, toNumber, type Doc, type Value } from '../bson/values.js';
import { CommandError, badValue, failedToParse } from '../errors.js';
import { splitPath } from './paths.js';

type Tree = Map<string, Tree | true>;

/** A parsed projection; undefined stands for the whole document. */
export interface Projection {
  mode: 'include' | 'exclude';
  tree: Tree;
  id: boolean;
}

/**
 * Parses an inclusion or exclusion projection.
 * @throws CommandError naming operators and expressions, which are not supported
 */
export function parseProjection(value: Value | undefined): Projection | undefined {
  if (value === undefined) return undefined;
  if (!isDoc(value)) throw failedToParse("'projection' must be a document");
  const fields = new Map<string, boolean>();
  flatten(value, '', fields);
  if (fields.size === 0) return undefined;
  const id = fields.get('_id');
  fields.delete('_id');
  const modes = new Set(fields.values());
  if (modes.size > 1) throw mixed(fields, [...modes][0] === true);
  const include = modes.size === 1 ? modes.has(true) : id === true;
  const tree: Tree = new Map();
  for (const path of fields.keys()) addPath(tree, path);
  return { mode: include ? 'include' : 'exclude', tree, id: id ?? true };
}

function flatten(doc: Doc, prefix: string, into: Map<string, boolean>): void {
  for (const [name, value] of doc) {
    if (name.startsWith('$')) throw badValue(`the projection operator ${name} is not supported`);
    const path = prefix + name;
    if (isDoc(value)) {
      if (value.size === 0) throw badValue('an empty sub-projection is not valid');
      flatten(value, `${path}.`, into);
    } else if (typeof value === 'boolean') into.set(path, value);
    else if (isNumeric(value)) into.set(path, toNumber(value) !== 0);
    else throw badValue(`the projection of '${path}' by an expression is not supported`);
  }
}

function mixed(fields: Map<string, boolean>, including: boolean): CommandError {
  const [odd] = [...fields].find(([, included]) => included !== including) as [string, boolean];
  return including
    ? new CommandError(
        'Location31254',
        `Cannot do exclusion on field ${odd} in inclusion projection`,
      )
    : new CommandError(
        'Location31253',
        `Cannot do inclusion on field ${odd} in exclusion projection`,
      );
}

function addPath(tree: Tree, path: string): void {
  let node = tree;
  const parts = splitPath(path);
  for (const [at, part] of parts.entries()) {
    const known = node.get(part);
    const last = at === parts.length - 1;
    if (known === true || (last && known !== undefined))
      throw badValue(`path collision in the projection at '${path}'`);
    if (last) node.set(part, true);
    else {
      const next: Tree = known ?? new Map<string, Tree | true>();
      node.set(part, next);
      node = next;
    }
  }
}

/** Applies a projection; fields keep the order of the document. */
export function project(projection: Projection, doc: Doc): Doc {
  const { mode, tree, id } = projection;
  const rest = new Map(doc);
  rest.delete('_id');
  const fields = mode === 'include' ? included(tree, rest) : excluded(tree, rest);
  const own = doc.get('_id');
  const keepId = own !== undefined && id;
  if (!keepId) return fields;
  const partial = idTree(projection, own);
  if (partial === undefined) return fields;
  return new Map<string, Value>([['_id', partial], ...fields]);
}

function idTree({ mode, tree }: Projection, id: Value): Value | undefined {
  const node = tree.get('_id');
  if (node === undefined || node === true) return id;
  return mode === 'include' ? includedValue(node, id) : excludedValue(node, id);
}

function included(tree: Tree, doc: Doc): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const node = tree.get(name);
    if (node === undefined) continue;
    const kept = node === true ? value : includedValue(node, value);
    if (kept !== undefined) result.set(name, kept);
  }
  return result;
}

function includedValue(tree: Tree, value: Value): Value | undefined {
  if (isDoc(value)) return included(tree, value);
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => includedValue(tree, item)).filter((item) => item !== undefined);
}

function excluded(tree: Tree, doc: Doc): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const node = tree.get(name);
    if (node === true) continue;
    result.set(name, node === undefined ? value : excludedValue(node, value));
  }
  return result;
}

function excludedValue(tree: Tree, value: Value): Value {
  if (isDoc(value)) return excluded(tree, value);
  return Array.isArray(value) ? value.map((item) => excludedValue(tree, item)) : value;
}
