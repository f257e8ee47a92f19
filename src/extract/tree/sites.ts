import type { EdgeTiming, ImportKind } from '../../model/module-graph.ts';
import { CALLS_BACK_NOW } from './activate.ts';
import type { Collected } from './collect.ts';
import { isNonEmptyArray } from './conditions.ts';
import { foldBase, foldSpecifier, HOLE, type Folded } from './fold.ts';
import { lookup, MAY_RUN, RUNS, type Scope, type Site } from './scope.ts';
import { isImportMeta, isMember, unwrap, type SyntaxNode } from './syntax.ts';
import { calleeName } from './values.ts';

/** An import found in the tree, at an offset instead of a line. */
export interface TreeImport {
  readonly offset: number;
  /** Undefined when only the running program knows it. */
  readonly specifier: string | undefined;
  readonly pattern: boolean;
  readonly kind: ImportKind;
  readonly timing: EdgeTiming;
  readonly optional: boolean;
}

type RequireKind = 'require' | 'create-require' | 'module-require';
/** A function that loads modules, and the folder it resolves relative specifiers from, as seen from the file's own. */
interface Loader {
  readonly kind: RequireKind;
  readonly base: string | undefined;
}

const MAX_DEPTH = 6;
/** Names bundlers give to the `require` they keep for what they left outside the bundle. */
const BUNDLER_REQUIRE = /^(__c?require\d*|__non_webpack_require__)$/;

/**
 * Reads the imports off the call sites of an activated tree: every form of require and import(), and what only locates
 * a file (require.resolve, new URL, Worker, fork).
 */
export function importsOf(file: Collected): TreeImport[] {
  const found: TreeImport[] = [];
  /** `new URL` expressions already reported as the argument of a Worker; its site comes before theirs. */
  const consumed = new Set<SyntaxNode>();
  for (const record of file.allFunctions) for (const site of record.sites) addImports(site, found, consumed);
  return found;
}

function addImports(site: Site, found: TreeImport[], consumed: Set<SyntaxNode>): void {
  const { node, scope } = site;
  if (node.type === 'ImportExpression') return addLoads(site, node['source'], 'dynamic-import', '', found);
  if (node.type === 'TSImportEqualsDeclaration') {
    if (node['importKind'] === 'type') return;
    return addLoads(site, node['moduleReference'].expression, 'import-equals', '', found);
  }
  const args: SyntaxNode[] = node['arguments'] ?? [];
  const first = args[0];
  if (first === undefined || first.type === 'SpreadElement') return;
  const callee = unwrap(node['callee']);
  if (node.type === 'NewExpression') return addConstructed(site, callee, args, found, consumed);
  if (callee.type === 'MemberExpression' && callee['property'].name === 'resolve') {
    const locates = isImportMeta(callee, 'resolve') || loaderOf(callee['object'], scope, 0) !== undefined;
    if (locates) return addReferences(site, foldSpecifier(first, scope), 'require-resolve', found);
  }
  const loader = loaderOf(callee, scope, 0);
  if (loader !== undefined) return addLoads(site, first, loader.kind, loader.base, found);
  const [passedOn, by] = passedOnArgument(callee, args);
  const inner = by === undefined ? undefined : loaderOf(by, scope, 0);
  if (inner !== undefined && passedOn !== undefined) addLoads(site, passedOn, inner.kind, inner.base, found);
  else if (callee.type === 'MemberExpression' && isNonEmptyArray(callee['object'])) {
    // `['./a', './b'].map(require)`
    const passed = CALLS_BACK_NOW.has(calleeName(callee) ?? '') ? loaderOf(first, scope, 0) : undefined;
    if (passed === undefined) return;
    for (const item of unwrap(callee['object'])['elements']) {
      if (item !== null) addLoads(site, item, passed.kind, passed.base, found);
    }
  } else if (calleeName(callee) === 'fork') addReferences(site, anchored(first, scope), 'worker', found);
}

/** The specifier and the function of `require.call(null, './x')` and `require.apply(null, ['./x'])`. */
function passedOnArgument(callee: SyntaxNode, args: SyntaxNode[]): [SyntaxNode?, SyntaxNode?] {
  const second = args[1];
  if (callee.type !== 'MemberExpression' || second === undefined) return [];
  const name = calleeName(callee);
  if (name === 'call') return second.type === 'SpreadElement' ? [] : [second, callee['object']];
  if (name !== 'apply' || second.type !== 'ArrayExpression') return [];
  const item: SyntaxNode | null | undefined = second['elements'][0];
  return item && item.type !== 'SpreadElement' ? [item, callee['object']] : [];
}

function addConstructed(
  site: Site,
  callee: SyntaxNode,
  args: SyntaxNode[],
  found: TreeImport[],
  consumed: Set<SyntaxNode>,
): void {
  const [first, base] = args as [SyntaxNode, SyntaxNode | undefined];
  const name = calleeName(callee);
  if (name === 'Worker' || name === 'SharedWorker') {
    consumed.add(unwrap(first));
    addReferences(site, anchored(first, site.scope), 'worker', found);
  } else if (name === 'URL' && base !== undefined && !consumed.has(site.node)) {
    addReferences(site, anchored(site.node, site.scope), 'url', found);
  }
}

/** Only paths built on the file's own folder: a plain string is relative to the process's working directory. */
function anchored(node: SyntaxNode, scope: Scope): (Folded | undefined)[] {
  return foldSpecifier(node, scope).filter((folded) => folded?.anchored);
}

function addReferences(
  site: Site,
  specifiers: readonly (Folded | undefined)[],
  kind: ImportKind,
  found: TreeImport[],
): void {
  for (const folded of specifiers) {
    if (folded === undefined || folded.pattern) continue;
    found.push({
      offset: site.node.start,
      specifier: folded.specifier,
      pattern: false,
      kind,
      timing: 'reference',
      optional: true,
    });
  }
}

function addLoads(
  site: Site,
  argument: SyntaxNode,
  kind: ImportKind,
  base: string | undefined,
  found: TreeImport[],
): void {
  const offset = site.node.start;
  const timing = site.run === RUNS ? 'eager' : site.run === MAY_RUN ? 'conditional' : 'lazy';
  const values = base === undefined ? [undefined] : foldSpecifier(argument, site.scope);
  const choices = values.filter(isFollowable);
  if (choices.length < values.length || values.length === 0) {
    found.push({ offset, specifier: undefined, pattern: false, kind, timing, optional: site.inTry });
  }
  for (const { specifier, pattern, anchored: isAnchored } of choices) {
    found.push({
      offset,
      specifier: rebase(specifier, isAnchored ? '' : (base as string)).replaceAll(HOLE, '*'),
      pattern,
      kind,
      // A computed name loads one of the files it may stand for; nobody knows which.
      timing:
        timing === 'eager' && (pattern || (values.length > 1 && !coversAll(argument, site.scope, 0)))
          ? 'conditional'
          : timing,
      optional: site.inTry,
    });
  }
}

/** A loop over a literal list loads every item; a choice (`a ? 'x' : 'y'`) loads one. */
function coversAll(expression: SyntaxNode, scope: Scope, depth: number): boolean {
  const node = unwrap(expression);
  const all = (parts: SyntaxNode[]) => parts.every((part) => coversAll(part, scope, depth + 1));
  switch (node.type) {
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return false;
    case 'TemplateLiteral':
      return all(node['expressions']);
    case 'BinaryExpression':
      return all([node['left'], node['right']]);
    case 'CallExpression':
    case 'NewExpression':
      return all(node['arguments']);
    case 'Identifier': {
      const binding = lookup(scope, node['name']);
      if (binding === undefined || binding.iterates !== null || binding.owner !== null) return true;
      const [value, ...others] = binding.values;
      if (value === undefined || others.length > 0 || depth > MAX_DEPTH) return false;
      return coversAll(value.node, value.scope, depth + 1);
    }
    default:
      return true;
  }
}

/** A pattern is followed when it is a path: `./commands/*`, and `./*` for code that loads its neighbours. */
function isFollowable(folded: Folded | undefined): folded is Folded {
  if (folded === undefined) return false;
  return !folded.pattern || /^\.\.?\//.test(folded.specifier);
}

function rebase(specifier: string, base: string): string {
  if (base === '' || !specifier.startsWith('.')) return specifier;
  return `./${base}/${specifier}`;
}

/** Whether calling `callee` loads a module: `require` itself, or a name that holds it. */
function loaderOf(expression: SyntaxNode, scope: Scope, depth: number): Loader | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier': {
      const name: string = node['name'];
      if (BUNDLER_REQUIRE.test(name)) return { kind: 'require', base: '' };
      const binding = lookup(scope, name);
      if (binding === undefined) return name === 'require' ? { kind: 'require', base: '' } : undefined;
      for (const value of binding.values) {
        const loader = loaderOf(value.node, value.scope, depth + 1);
        if (loader !== undefined) return loader;
      }
      return undefined;
    }
    case 'MemberExpression':
      if (!isMember(node, 'module', 'require') || lookup(scope, 'module') !== undefined) return undefined;
      return { kind: 'module-require', base: '' };
    case 'CallExpression':
      if (!isCreateRequire(unwrap(node['callee']), scope) || !node['arguments'][0]) return undefined;
      return { kind: 'create-require', base: foldBase(node['arguments'][0], scope) };
    case 'ConditionalExpression':
      return loaderOf(node['consequent'], scope, depth + 1) ?? loaderOf(node['alternate'], scope, depth + 1);
    case 'LogicalExpression':
      return loaderOf(node['left'], scope, depth + 1) ?? loaderOf(node['right'], scope, depth + 1);
    default:
      return undefined;
  }
}

function isCreateRequire(callee: SyntaxNode, scope: Scope): boolean {
  if (calleeName(callee) === 'createRequire') return true;
  return callee.type === 'Identifier' && lookup(scope, callee['name'])?.source === 'createRequire';
}
