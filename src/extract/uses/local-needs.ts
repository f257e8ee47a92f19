import { isExports } from '../tree/bind.ts';
import { importsOf } from '../tree/sites.ts';
import { propertyName, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { importedName } from './declarations.ts';
import { namesOfPattern } from './declared-names.ts';
import type { ExportedName, PassedOn } from './exported-name.ts';
import type { UsesFile } from './file.ts';
import { boundBy, settled } from './requires.ts';

interface Closure {
  readonly needs: Set<string>;
  readonly nodes: Set<SyntaxNode>;
  registers: boolean;
}

/** What the parts of a file need of each other and of its imports. */
export class LocalNeeds {
  private readonly file: UsesFile;
  /** Names that imports give. */
  private readonly imported = new Map<string, PassedOn>();
  /** What makes a name of the file: a declarator, a declaration, an assignment. */
  private readonly makers = new Map<string, SyntaxNode[]>();
  /** Statements that add to a name, or hand it to something. */
  private readonly adders = new Map<string, SyntaxNode[]>();
  /** Mentions of the file's own names, by offset. */
  private readonly mentions: readonly { readonly name: string; readonly at: number }[];
  /** Modules loaded right in an expression, by offset. */
  private readonly loads: readonly { readonly specifier: string; readonly at: number }[];
  private readonly loadAt: ReadonlyMap<number, string>;
  private exported: ReadonlyMap<string, ExportedName> = new Map();

  constructor(file: UsesFile) {
    this.file = file;
    const { walked, functions } = file;
    const own = [...(walked.references.get(walked.module) ?? [])];
    this.mentions = own
      .flatMap(([name, list]) => list.map(({ visit }) => ({ name, at: visit.node.start })))
      .toSorted((a, b) => a.at - b.at);
    this.loads = importsOf(functions.collected)
      .filter(
        ({ timing, specifier }) =>
          specifier !== undefined && (timing === 'eager' || timing === 'conditional'),
      )
      .map(({ specifier, offset }) => ({ specifier: specifier as string, at: offset }))
      .toSorted((a, b) => a.at - b.at);
    this.loadAt = new Map(this.loads.map(({ specifier, at }) => [at, specifier]));
    for (const node of file.body) this.declare(node);
    for (const { specifier, at } of this.loads) this.bindLoad(specifier, at);
    for (const node of file.body) if (node.type === 'ExpressionStatement') this.attach(node);
  }

  /** Gives the exports their names: `exports.a` mentions them as well. */
  link(exported: readonly ExportedName[]): void {
    this.exported = new Map(exported.map((one) => [one.name, one]));
  }

  /** Where the value of an expression comes from, when it is nothing but (a member of) an import. */
  passedOn(expression: SyntaxNode): PassedOn | undefined {
    const node = unwrap(expression);
    if (node.type === 'Identifier') {
      const found = this.imported.get(node['name']);
      return found !== undefined && !this.adders.has(node['name']) ? found : undefined;
    }
    if (node.type === 'CallExpression') {
      const specifier = this.loadAt.get(node.start);
      const isLoad = this.file.walked.loads.get(node.start)?.node === node;
      return isLoad && specifier !== undefined ? { specifier, name: '*' } : undefined;
    }
    if (node.type !== 'MemberExpression') return undefined;
    const name = propertyName(node['property'], node['computed']);
    const whole = this.passedOn(node['object']);
    return whole?.name === '*' && name !== undefined ? { specifier: whole.specifier, name } : undefined;
  }

  /** All that names and expressions are made of. */
  closure(from: readonly (string | SyntaxNode)[]): Closure {
    const closure: Closure = { needs: new Set(), nodes: new Set(), registers: false };
    const names = new Set<string>();
    const open = [...from];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (typeof next !== 'string') {
        if (closure.nodes.has(next)) continue;
        closure.nodes.add(next);
        for (const { specifier } of within(this.loads, next)) closure.needs.add(specifier);
        for (const { name } of within(this.mentions, next)) open.push(name);
        open.push(...this.exportsRead(next));
      } else if (!names.has(next)) {
        names.add(next);
        const { specifier } = this.imported.get(next) ?? {};
        if (specifier !== undefined) closure.needs.add(specifier);
        const added = this.adders.get(next) ?? [];
        if (added.length > 0) closure.registers = true;
        open.push(...(specifier === undefined ? (this.makers.get(next) ?? []) : []), ...added);
      }
    }
    return closure;
  }

  /** What `exports.a` in an expression stands for. */
  private *exportsRead(node: SyntaxNode): Generator<string | SyntaxNode> {
    if (this.file.source.format !== 'cjs') return;
    for (const name of exportsMentioned(this.file.source.text, node)) {
      const exported = this.exported.get(name);
      if (exported?.passedOn !== undefined) yield* this.namesOf(exported.passedOn.specifier);
      else if (exported !== undefined) yield* exported.from;
    }
  }

  private namesOf(specifier: string): string[] {
    return [...this.imported].filter(([, passed]) => passed.specifier === specifier).map(([name]) => name);
  }

  private declare(statement: SyntaxNode): void {
    const node: SyntaxNode = statement['declaration'] ?? statement;
    if (node.type === 'ImportDeclaration') {
      for (const specifier of node['specifiers'])
        this.imported.set(specifier.local.name, {
          specifier: node['source'].value,
          name: importedName(specifier) ?? '*',
        });
    } else if (node.type === 'VariableDeclaration') {
      for (const declarator of node['declarations'])
        for (const name of namesOfPattern(declarator.id)) push(this.makers, name, declarator);
    } else if (typeof node['id']?.name === 'string') push(this.makers, node['id'].name, node);
  }

  private bindLoad(specifier: string, at: number): void {
    const visit = this.file.walked.loads.get(at);
    if (visit === undefined) return;
    if (visit.node.type === 'TSImportEqualsDeclaration') {
      this.imported.set(visit.node['id'].name, { specifier, name: '*' });
      return;
    }
    const { value, member } = settled(visit);
    const { parent } = value;
    if (parent?.node.type !== 'VariableDeclarator' || value.key !== 'init') return;
    for (const bound of boundBy(parent, member) ?? [])
      if (bound.owner === this.file.walked.module)
        this.imported.set(bound.name, { specifier, name: bound.member ?? '*' });
  }

  /** `X.y = …`, `X.set(…)` and `register(X)` belong to X. */
  private attach(statement: SyntaxNode): void {
    let node = unwrap(statement['expression']);
    if (node.type === 'AwaitExpression') node = unwrap(node['argument']);
    const roots: (string | undefined)[] = [];
    if (node.type === 'AssignmentExpression') {
      if (isExports(node['left']) || isExports(node['left']['object'] ?? node['left'])) return;
      roots.push(rootOf(node['left']));
    } else if (node.type === 'CallExpression') {
      roots.push(rootOf(node['callee']));
      for (const argument of node['arguments'])
        roots.push(argument.type === 'Identifier' ? argument.name : undefined);
    }
    for (const root of roots)
      if (root !== undefined && this.makers.has(root)) push(this.adders, root, statement);
  }
}

function rootOf(node: SyntaxNode): string | undefined {
  let at = unwrap(node);
  while (at.type === 'MemberExpression' || at.type === 'CallExpression')
    at = unwrap(at[at.type === 'CallExpression' ? 'callee' : 'object']);
  return at.type === 'Identifier' ? at['name'] : undefined;
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The items inside a node, of a list sorted by offset. */
function within<T extends { readonly at: number }>(items: readonly T[], { start, end }: SyntaxNode): T[] {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as T).at < start) low = middle + 1;
    else high = middle;
  }
  let last = low;
  while (last < items.length && (items[last] as T).at < end) last++;
  return items.slice(low, last);
}

function* exportsMentioned(text: string, { start, end }: SyntaxNode): Generator<string> {
  for (const [, name] of text.slice(start, end).matchAll(/\bexports\.([\w$]+)/g))
    if (name !== undefined) yield name;
}
