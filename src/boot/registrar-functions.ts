import { extname } from 'node:path';

/** Where the body of a function starts; see RegistrarPlace. */
export interface FoundFunction {
  readonly offset: number;
  readonly firstParameter: string | null;
  readonly expression?: true;
}

/** A node of the syntax tree (ESTree), as far as it is looked at. */
interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

interface Candidate {
  readonly name: string;
  readonly depth: number;
  readonly definition: Syntax;
}

/**
 * Finds a function by the name a file gives it: `subscribe`, `Bus.on` for a method (static or not) or a member of an
 * object, `default`; names of exports stand for what is exported. Of several the outermost are taken.
 *
 * @param file decides the language by its extension
 * @param text without a byte order mark
 * @returns a reason where there is none that can be watched
 */
export async function findFunctions(
  file: string,
  text: string,
  name: string,
): Promise<readonly FoundFunction[] | string> {
  const program = await parse(file, text);
  if (program === null) return `${file} cannot be parsed`;
  const candidates: Candidate[] = [];
  const aliases = new Map<string, string>();
  walk(program, 0, { found: candidates, aliases });
  const local = aliases.get(name);
  const named = candidates.filter((candidate) => candidate.name === name || candidate.name === local);
  if (named.length === 0) return `${file} defines no function of that name`;
  const outermost = Math.min(...named.map((candidate) => candidate.depth));
  const found = named.filter((candidate) => candidate.depth === outermost);
  // The body of a generator starts when the first value is asked for.
  if (found.some(({ definition }) => definition['generator'] === true)) return 'it is a generator';
  return found.map(({ definition }) => placeOf(definition));
}

async function parse(file: string, text: string): Promise<Syntax | null> {
  const { parseSync } = await import('oxc-parser');
  const languages = { '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx', '.jsx': 'jsx' } as const;
  const lang = languages[extname(file) as keyof typeof languages] ?? 'js';
  for (const sourceType of ['unambiguous', 'commonjs'] as const) {
    const { program, errors } = parseSync(file, text, { lang, sourceType });
    if (!errors.some(({ severity }) => severity === 'Error')) return program as unknown as Syntax;
  }
  return null;
}

interface Names {
  /** Every function that has a name. */
  readonly found: Candidate[];
  /** Names that exports and variables give to something that has a name already. */
  readonly aliases: Map<string, string>;
}

function walk(node: Syntax, depth: number, names: Names): void {
  if (!MEMBER.test(node.type)) define(node, depth, '', names);
  const inner = depth + (isFunction(node) ? 1 : 0);
  for (const child of childrenOf(node)) walk(child, inner, names);
}

/** Members of classes and objects have a name only together with those. */
const MEMBER = /^(?:MethodDefinition|PropertyDefinition|Property)$/;

function define(node: Syntax, depth: number, scope: string, names: Names): void {
  for (const [name, value] of definitions(node)) {
    const full = scope === '' ? name : `${scope}.${name}`;
    const definition = unwrap(value);
    if (isFunction(definition)) names.found.push({ name: full, depth, definition });
    else if (definition.type === 'Identifier') names.aliases.set(full, definition['name'] as string);
    else if (/^(?:ObjectExpression|Class(?:Declaration|Expression))$/.test(definition.type)) {
      const inside = full === MODULE_EXPORTS ? '' : full;
      for (const member of membersOf(definition)) define(member, depth, inside, names);
    }
  }
}

const MODULE_EXPORTS = 'module.exports';

/** The names a node gives, with what they stand for. */
function definitions(node: Syntax): [string, Syntax][] {
  const value = (key: string) => node[key] as Syntax | null | undefined;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration': {
      const id = value('id');
      return id ? [[nameOf(id) ?? '', node]] : [];
    }
    case 'ExportDefaultDeclaration':
      return [['default', value('declaration') as Syntax]];
    case 'ExportSpecifier':
      return [[nameOf(value('exported') as Syntax) ?? '', value('local') as Syntax]];
    case 'VariableDeclarator':
      return named(value('id'), value('init'));
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return node['computed'] === true ? [] : named(value('key'), value('value'));
    case 'AssignmentExpression':
      return assigned(value('left') as Syntax, value('right') as Syntax);
    default:
      return [];
  }
}

function named(key: Syntax | null | undefined, value: Syntax | null | undefined): [string, Syntax][] {
  const name = key ? nameOf(key) : null;
  return name === null || !value ? [] : [[name, value]];
}

/** `exports.f = …`, `module.exports.f = …`, `module.exports = …`, `Bus.prototype.on = …`, `bus.on = …`. */
function assigned(left: Syntax, right: Syntax): [string, Syntax][] {
  const path = pathOf(left);
  if (path === null) return [];
  if (path === MODULE_EXPORTS) {
    return [
      ['default', right],
      [MODULE_EXPORTS, right],
    ];
  }
  return [[path.replace(/^(?:module\.)?exports\./, '').replace('.prototype.', '.'), right]];
}

function pathOf(node: Syntax): string | null {
  if (node.type === 'Identifier') return node['name'] as string;
  if (node.type !== 'MemberExpression' || node['computed'] === true) return null;
  const object = pathOf(node['object'] as Syntax);
  const property = nameOf(node['property'] as Syntax);
  return object === null || property === null ? null : `${object}.${property}`;
}

function nameOf(node: Syntax): string | null {
  if (node.type === 'Identifier' || node.type === 'PrivateIdentifier') return node['name'] as string;
  return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : null;
}

function isFunction(node: Syntax): boolean {
  const isKind = /^(?:Function(?:Declaration|Expression)|ArrowFunctionExpression)$/.test(node.type);
  return isKind && Boolean(node['body']);
}

/** Without parentheses and what only concerns types. */
function unwrap(node: Syntax): Syntax {
  const wrappers = /^(?:Parenthesized|TSAs|TSSatisfies|TSNonNull)Expression$/;
  return wrappers.test(node.type) ? unwrap(node['expression'] as Syntax) : node;
}

function membersOf(node: Syntax): readonly Syntax[] {
  if (node.type === 'ObjectExpression') return node['properties'] as Syntax[];
  return (node['body'] as Syntax)['body'] as Syntax[];
}

function childrenOf(node: Syntax): Syntax[] {
  return Object.values(node).flat().filter(isSyntax);
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === 'object' && value !== null && typeof (value as Syntax).type === 'string';
}

function placeOf(definition: Syntax): FoundFunction {
  const body = definition['body'] as Syntax;
  // TypeScript's `this` is no parameter at run time.
  const [first] = (definition['params'] as Syntax[]).filter((each) => each['name'] !== 'this');
  const parameter = first?.type === 'AssignmentPattern' ? (first['left'] as Syntax) : first;
  const firstParameter = parameter?.type === 'Identifier' ? (parameter['name'] as string) : null;
  if (!Array.isArray(body['body'])) return { offset: body.start, firstParameter, expression: true };
  const directives = (body['body'] as Syntax[]).filter((statement) => statement['directive'] != null);
  return { offset: directives.at(-1)?.end ?? body.start + 1, firstParameter };
}
