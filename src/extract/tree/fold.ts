import { lookup, type Scope } from './scope.ts';
import { isImportMeta, literalText, unwrap, type SyntaxNode } from './syntax.ts';
import { calleeName } from './values.ts';

/** Stands for a part of a specifier that only the running program knows. */
export const HOLE = '\u0001';
/** Stands for the folder of the file itself at the start of an absolute path. */
const HERE = '\u0002';
/** Stands for the file itself: `__filename`, `import.meta.url`. */
const SELF = '\u0003';
const MAX_CHOICES = 32;
const MAX_DEPTH = 10;

/** A specifier worked out from an expression. Paths built on the file's own folder come out relative: `./x`. */
export interface Folded {
  readonly specifier: string;
  /** Holds {@link HOLE}s. */
  readonly pattern: boolean;
  /** Was built on the file's own folder, so it is a path and not a package name or relative to the process. */
  readonly anchored: boolean;
}

/**
 * Computes a specifier without running anything: strings, templates, `+`, constants, `path.join`, `__dirname`,
 * `import.meta.url`, `new URL`, `fileURLToPath`, loops over literal arrays, both arms of `?:`.
 *
 * @returns every value it may have, at most 32; `undefined` stands for one of which even the beginning is unknown
 */
export function foldSpecifier(expression: SyntaxNode, scope: Scope): (Folded | undefined)[] {
  const results: (Folded | undefined)[] = [];
  for (const text of fold(expression, scope, 0)) {
    const relative = toRelative(text);
    if (!results.some((other) => other?.specifier === relative?.specifier)) results.push(relative);
  }
  return results;
}

/**
 * Works out the folder that `createRequire(base)` resolves from.
 *
 * @returns a path relative to the file's own folder (`` for the folder itself), or undefined when unknown
 */
export function foldBase(expression: SyntaxNode, scope: Scope): string | undefined {
  const [text, ...others] = fold(expression, scope, 0).map(folderOf);
  return text === undefined || others.length > 0 || !text.startsWith(HERE)
    ? undefined
    : normalise(text.slice(1));
}

function toRelative(text: string): Folded | undefined {
  const anchored = text.startsWith(HERE);
  let specifier = anchored ? normalise(text.slice(1)) : text;
  if (anchored && !specifier.startsWith('../')) specifier = `./${specifier}`;
  if (specifier === '' || specifier.startsWith(HOLE) || specifier.includes(SELF) || specifier.includes(HERE))
    return undefined;
  return { specifier, pattern: specifier.includes(HOLE), anchored };
}

function fold(expression: SyntaxNode, scope: Scope, depth: number): string[] {
  if (depth > MAX_DEPTH) return [HOLE];
  const node = unwrap(expression);
  const text = literalText(node);
  if (text !== undefined) return [text];
  switch (node.type) {
    case 'Literal':
      return [String(node['value'])];
    case 'TemplateLiteral':
      return foldTemplate(node, scope, depth);
    case 'BinaryExpression':
      if (node['operator'] !== '+') return [HOLE];
      return combine([fold(node['left'], scope, depth + 1), fold(node['right'], scope, depth + 1)], (parts) =>
        parts.join(''),
      );
    case 'ConditionalExpression':
      return [...fold(node['consequent'], scope, depth + 1), ...fold(node['alternate'], scope, depth + 1)];
    case 'LogicalExpression':
      return [...fold(node['left'], scope, depth + 1), ...fold(node['right'], scope, depth + 1)];
    case 'Identifier':
      return foldName(node['name'], scope, depth);
    case 'MemberExpression':
      return foldMember(node, scope, depth);
    case 'CallExpression':
      return foldCall(node, scope, depth);
    case 'NewExpression':
      return calleeName(node['callee']) === 'URL' ? foldUrl(node['arguments'], scope, depth) : [HOLE];
    default:
      return [HOLE];
  }
}

function foldTemplate(node: SyntaxNode, scope: Scope, depth: number): string[] {
  const parts: string[][] = [];
  node['quasis'].forEach((quasi: SyntaxNode, index: number) => {
    parts.push([quasi['value'].cooked ?? HOLE]);
    const inner = node['expressions'][index];
    if (inner) parts.push(fold(inner, scope, depth + 1));
  });
  return combine(parts, (texts) => texts.join(''));
}

function foldName(name: string, scope: Scope, depth: number): string[] {
  const binding = lookup(scope, name);
  if (binding === undefined) {
    if (name === '__dirname') return [`${HERE}/`];
    return [name === '__filename' ? SELF : HOLE];
  }
  if (binding.iterates !== null) {
    const list = arrayElements(binding.iterates.node, binding.iterates.scope);
    return list === undefined ? [HOLE] : list.flatMap((item) => fold(item, scope, depth + 1));
  }
  if (binding.values.length === 0 || binding.values.length > MAX_CHOICES) return [HOLE];
  return binding.values.flatMap((value) => fold(value.node, value.scope, depth + 1));
}

function arrayElements(expression: SyntaxNode, scope: Scope): SyntaxNode[] | undefined {
  let node = unwrap(expression);
  if (node.type === 'Identifier') {
    const values = lookup(scope, node['name'])?.values;
    if (values?.length === 1 && values[0]) node = unwrap(values[0].node);
  }
  return node.type === 'ArrayExpression' ? node['elements'].filter(Boolean) : undefined;
}

function foldMember(node: SyntaxNode, scope: Scope, depth: number): string[] {
  if (isImportMeta(node, 'dirname')) return [`${HERE}/`];
  if (isImportMeta(node, 'url') || isImportMeta(node, 'filename')) return [SELF];
  // `new URL(…).href` and `.pathname` name the same file.
  if (node['property'].name === 'href' || node['property'].name === 'pathname')
    return fold(node['object'], scope, depth + 1);
  return [HOLE];
}

function foldCall(node: SyntaxNode, scope: Scope, depth: number): string[] {
  const args: SyntaxNode[] = node['arguments'];
  const callee = unwrap(node['callee']);
  const first = args[0];
  switch (calleeName(callee)) {
    case 'join':
    case 'resolve':
      if (isRequireResolve(callee)) return first ? fold(first, scope, depth + 1) : [HOLE];
      return combine(
        args.map((arg) => fold(arg, scope, depth + 1)),
        joinPaths,
      );
    case 'dirname':
      return first ? fold(first, scope, depth + 1).map(folderOf) : [HOLE];
    case 'fileURLToPath':
    case 'pathToFileURL':
    case 'normalize':
    case 'String':
      return first ? fold(first, scope, depth + 1) : [HOLE];
    case 'toString':
      return callee.type === 'MemberExpression' ? fold(callee['object'], scope, depth + 1) : [HOLE];
    default:
      return [HOLE];
  }
}

function isRequireResolve(callee: SyntaxNode): boolean {
  return callee.type === 'MemberExpression' && /require/i.test(callee['object'].name ?? '');
}

function foldUrl(args: SyntaxNode[], scope: Scope, depth: number): string[] {
  const [path, base] = args;
  if (path === undefined || base === undefined) return [HOLE];
  const bases = fold(base, scope, depth + 1).map((text) => folderOf(text));
  return combine([bases, fold(path, scope, depth + 1)], (parts) => joinPaths(parts as string[]));
}

function joinPaths(parts: string[]): string {
  const [start] = parts;
  // Only a path that begins in the file's own folder is independent of the process's working directory.
  if (start === undefined || !start.startsWith(HERE)) return HOLE;
  const path = normalise(parts.map((part, index) => (index === 0 ? part.slice(1) : part)).join('/'));
  // A slash at the end says that it is a folder, which decides where createRequire starts.
  return `${HERE}/${path}${path !== '' && parts.at(-1)?.endsWith('/') ? '/' : ''}`;
}

function folderOf(text: string): string {
  if (text === SELF) return `${HERE}/`;
  if (!text.startsWith(HERE)) return HOLE;
  return text.endsWith('/') && text.length > 2 ? text : `${HERE}/${normalise(`${text.slice(1)}/..`)}`;
}

/** Resolves `.` and `..` and empty segments; keeps `..` that lead above the start. */
function normalise(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(segment);
  }
  return kept.join('/');
}

/** Every way to pick one text of each list, joined; capped, since lists multiply. */
function combine(lists: string[][], join: (parts: string[]) => string): string[] {
  let picks: string[][] = [[]];
  for (const list of lists) {
    picks = picks.flatMap((pick) => list.map((text) => [...pick, text]));
    if (picks.length > MAX_CHOICES) picks.length = MAX_CHOICES;
  }
  return picks.map(join);
}
