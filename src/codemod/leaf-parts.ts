import { ts } from 'ts-morph';
import { isWithin } from './is-within.ts';
import { findExport, isExports, type LeafExport } from './leaf-exports.ts';
import { isExported } from './modifiers.ts';
import { Refusal } from './refusal.ts';
import { reasonAt, type Source } from './source.ts';
import { isPerModule, topStatement, type TopImport, type TopName } from './top-names.ts';

/** What moves with some exports of a file, and what the new module needs besides. */
export interface LeafParts {
  readonly exports: readonly LeafExport[];
  /** Statements that move, in source order. */
  readonly statements: readonly ts.Statement[];
  /** Values that move out of `exports.name = value`. */
  readonly values: readonly ts.Expression[];
  /** Imports it needs: which of their names, and whether any is used as a value. */
  readonly imports: ReadonlyMap<TopImport, ReadonlyMap<string, 'type' | 'value'>>;
  /** Statements of which it gets a copy. */
  readonly copies: readonly ts.Statement[];
  /** Names of the file that it uses as types alone: they stay there. */
  readonly types: ReadonlySet<string>;
}

/**
 * Finds all that some exports are made of: the declarations they mention, in turn, and the imports those use.
 *
 * @throws Refusal where an export cannot be found, or what it needs belongs to the file itself
 */
export function leafParts(
  source: Source,
  names: readonly string[],
  top: ReadonlyMap<string, TopName>,
): LeafParts {
  const parts = new Gathering(source, top);
  for (const name of names) parts.addExport(name, 0);
  return parts.done();
}

class Gathering {
  readonly #source: Source;
  readonly #top: ReadonlyMap<string, TopName>;
  readonly #exports = new Map<string, LeafExport>();
  readonly #statements = new Set<ts.Statement>();
  readonly #values = new Set<ts.Expression>();
  readonly #copies = new Set<ts.Statement>();
  readonly #imports = new Map<TopImport, Map<string, 'type' | 'value'>>();
  readonly #types = new Set<string>();

  constructor(source: Source, top: ReadonlyMap<string, TopName>) {
    this.#source = source;
    this.#top = top;
  }

  addExport(name: string, mentionedAt: number): void {
    if (this.#exports.has(name)) return;
    const found = findExport(this.#source, name);
    if ('code' in found) {
      throw new Refusal([
        mentionedAt > 0 ? reasonAt(this.#source, mentionedAt, 'computed', `exports.${name}`) : found,
      ]);
    }
    this.#exports.set(name, found);
    if (found.kind === 'listed') this.#addLocal(found.local, 'value');
    else if (found.kind === 'declared') this.#addStatement(found.statement);
    else if (found.kind === 'given') {
      if (ts.isIdentifier(found.value) && this.#top.has(found.value.text))
        this.#addLocal(found.value.text, 'value');
      else {
        this.#values.add(found.value);
        this.#addMentions(found.value);
      }
    }
  }

  done(): LeafParts {
    const statements = this.#source.root.statements.filter((one) => this.#statements.has(one));
    const types = [...this.#types].filter(
      (name) => !this.#top.get(name)!.statements.some((one) => this.#statements.has(one)),
    );
    return {
      exports: [...this.#exports.values()],
      statements,
      values: [...this.#values],
      imports: this.#imports,
      copies: this.#source.root.statements.filter((one) => this.#copies.has(one)),
      types: new Set(types),
    };
  }

  #addLocal(name: string, kind: 'type' | 'value'): void {
    const found = this.#top.get(name);
    if (found === undefined) return;
    const { imported, statements } = found;
    if (imported !== null) return this.#addImport(imported, name, kind);
    const [first] = statements as [ts.Statement];
    if (isPerModule(first)) {
      if (this.#copies.has(first)) return;
      this.#copies.add(first);
      return this.#addMentions(first, true);
    }
    const isErased = statements.every(
      (one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
    );
    if (kind === 'type' && (!isErased || isExported(first))) this.#types.add(name);
    else for (const statement of statements) this.#addStatement(statement);
  }

  #addImport(imported: TopImport, name: string, kind: 'type' | 'value'): void {
    let names = this.#imports.get(imported);
    if (names === undefined) {
      this.#imports.set(imported, (names = new Map()));
      // `__importDefault(require('x'))` needs the helper too.
      if (imported.site?.form === 'require') this.#addMentions(imported.statement, true);
    }
    if (names.get(name) !== 'value') names.set(name, kind);
  }

  #addStatement(statement: ts.Statement): void {
    if (this.#statements.has(statement)) return;
    if (ts.isVariableStatement(statement) && statement.declarationList.declarations.length > 1) {
      const detail = 'several variables are declared in one statement: it cannot be told which of them move';
      throw new Refusal([reasonAt(this.#source, statement.getStart(this.#source.root), 'computed', detail)]);
    }
    this.#statements.add(statement);
    // Overloads, and what is declared in parts, move together.
    for (const { statements } of this.#top.values())
      if (statements.includes(statement)) for (const other of statements) this.#addStatement(other);
    this.#addMentions(statement);
  }

  #addMentions(part: ts.Node, isCopy = false): void {
    for (const { local, uses } of this.#top.values()) {
      const own = uses.filter(({ node }) => isWithin(node, part));
      if (own.length > 0) this.#addLocal(local, own.some(({ kind }) => kind === 'value') ? 'value' : 'type');
    }
    if (!isCopy) this.#addOwn(part);
  }

  /** `exports.a`; and what another file has of its own: `module`, `__filename`, `import.meta`. */
  #addOwn(part: ts.Node): void {
    const refuse = (node: ts.Node): never => {
      const detail = `${node.getText(this.#source.root)} is another one in another file`;
      throw new Refusal([reasonAt(this.#source, node.getStart(this.#source.root), 'computed', detail)]);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && isExports(node.expression))
        return this.addExport(node.name.text, node.getStart(this.#source.root));
      if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword && !isOfFolder(node))
        refuse(node);
      if (ts.isIdentifier(node) && /^(module|exports|__filename)$/.test(node.text) && isVariable(node)) {
        if (!this.#top.has(node.text)) refuse(node);
      }
      ts.forEachChild(node, visit);
    };
    visit(part);
  }
}

/** `import.meta.dirname`, `new URL('./x', import.meta.url)`: the same for files of one folder. */
function isOfFolder(node: ts.MetaProperty): boolean {
  const member = node.parent;
  if (!ts.isPropertyAccessExpression(member)) return false;
  if (/^(dirname|resolve|env)$/.test(member.name.text)) return true;
  const { parent } = member;
  if (member.name.text !== 'url' || !(ts.isCallExpression(parent) || ts.isNewExpression(parent)))
    return false;
  const [first, second] = parent.arguments ?? [];
  return (
    (second === member && parent.expression.getText() === 'URL') ||
    (first === member && parent.expression.getText().endsWith('createRequire'))
  );
}

function isVariable(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  return (parent as ts.Node & { readonly name?: ts.Node }).name !== node;
}

/** Whether a node lies in what moves. */
export function moves({ statements, values }: LeafParts, node: ts.Node): boolean {
  return statements.includes(topStatement(node)) || values.some((value) => isWithin(node, value));
}
