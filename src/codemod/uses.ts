import { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import { hostsOf, type Host } from './hosts.ts';
import type { Binding } from './import-site.ts';
import { isAssignment } from './is-assignment.ts';
import { reasonAt, type Source } from './source.ts';

/** One place where an imported name stands. */
export interface Use {
  readonly binding: Binding;
  readonly node: ts.Identifier;
  /** `type` vanishes when TypeScript is compiled. */
  readonly kind: 'type' | 'value';
  /** Functions and fields around it whose code runs later, innermost first; empty at the top level. */
  readonly hosts: readonly Host[];
  /** Why the name cannot be loaded later here, whatever the host. */
  readonly problem: CutReason | null;
}

/** Every use of the given names, in source order, their declarations left out. */
export function findUses(source: Source, bindings: readonly Binding[]): Use[] {
  const bySymbol = new Map<ts.Symbol, Binding>();
  const names = new Set(bindings.map(({ local }) => local));
  for (const binding of bindings) {
    const symbol = source.checker.getSymbolAtLocation(binding.name);
    if (symbol) bySymbol.set(symbol, binding);
  }
  const declared = new Set<ts.Node>(bindings.map(({ name }) => name));
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.has(node.text) && !declared.has(node)) {
      const symbol = symbolOf(source.checker, node);
      const binding = symbol && bySymbol.get(symbol);
      if (binding) uses.push(useOf(source, binding, node));
    }
    if (source.jsx && isElement(node)) {
      const { element, fragment } = source.jsx;
      const made = bindings.filter(
        ({ local }) => local === element || (local === fragment && ts.isJsxOpeningFragment(node)),
      );
      for (const binding of made) uses.push(elementOf(source, binding, node));
    }
    ts.forEachChild(node, visit);
  };
  visit(source.root);
  return uses;
}

function isElement(node: ts.Node): boolean {
  return ts.isJsxOpeningLikeElement(node) || ts.isJsxOpeningFragment(node);
}

/** `<a />` with what classic JSX calls for it. */
function elementOf(source: Source, binding: Binding, node: ts.Node): Use {
  const problem = reasonAt(source, node.getStart(source.root), 'computed', `JSX is made by ${binding.local}`);
  return { binding, node: binding.name, kind: 'value', hosts: hostsOf(node), problem };
}

function symbolOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  if (ts.isExportSpecifier(parent)) {
    const inner = parent.propertyName ?? parent.name;
    return inner === node && !parent.parent.parent.moduleSpecifier
      ? checker.getExportSpecifierLocalTargetSymbol(parent)
      : undefined;
  }
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return undefined;
  if (ts.isQualifiedName(parent) && parent.right === node) return undefined;
  return checker.getSymbolAtLocation(node);
}

function useOf(source: Source, binding: Binding, node: ts.Identifier): Use {
  const kind = binding.typeOnly || isType(node) ? 'type' : 'value';
  const decorated = kind === 'type' && !binding.typeOnly ? decoratedOwner(node) : null;
  const base = { binding, node, kind: decorated ? 'value' : kind } as const;
  if (decorated) {
    const detail = `${binding.local} is the type of a decorated declaration: decorators may read it at run time`;
    return { ...base, hosts: [], problem: reasonAt(source, node.getStart(source.root), 'decorator', detail) };
  }
  if (kind === 'type') return { ...base, hosts: [], problem: null };
  const hosts = hostsOf(node);
  return { ...base, hosts, problem: problemOf(source, node, hosts) };
}

function isType(node: ts.Identifier): boolean {
  if (ts.isExportSpecifier(node.parent)) {
    return node.parent.isTypeOnly || node.parent.parent.parent.isTypeOnly;
  }
  let outer: ts.Node = node;
  while (ts.isQualifiedName(outer.parent) || isHeritageName(outer)) outer = outer.parent;
  const { parent } = outer;
  if (ts.isTypeQueryNode(parent) || ts.isTypeReferenceNode(parent) || ts.isImportTypeNode(parent))
    return true;
  if (!ts.isExpressionWithTypeArguments(parent)) return false;
  const clause = parent.parent;
  return (
    ts.isHeritageClause(clause) &&
    (clause.token === ts.SyntaxKind.ImplementsKeyword || ts.isInterfaceDeclaration(clause.parent))
  );
}

/** `ns.Base` in `implements ns.Base`. */
function isHeritageName(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node;
}

/** The class member or parameter whose types a decorator gets to see, as frameworks for injection do. */
function decoratedOwner(node: ts.Node): ts.Node | null {
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isTypeQueryNode(parent)) return null;
    if (ts.isParameter(parent) && parent.type === at) {
      const method = parent.parent;
      const owner = ts.isConstructorDeclaration(method) ? method.parent : method;
      return [owner, method, ...method.parameters].some(isDecorated) ? parent : null;
    }
    if ((ts.isPropertyDeclaration(parent) || ts.isMethodDeclaration(parent)) && parent.type === at) {
      return isDecorated(parent) ? parent : null;
    }
    if (ts.isStatement(parent)) return null;
  }
  return null;
}

function isDecorated(node: ts.Node): boolean {
  return ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0;
}

function problemOf(source: Source, node: ts.Identifier, hosts: readonly Host[]): CutReason | null {
  const start = node.getStart(source.root);
  const { parent } = node;
  if (isWritten(node)) return reasonAt(source, start, 'reassigned', node.text);
  if (ts.isExportSpecifier(parent) || ts.isExportAssignment(parent)) {
    return reasonAt(source, start, 're-export', node.text);
  }
  return hosts.length > 0 ? null : topLevelReason(source, node);
}

function topLevelReason(source: Source, node: ts.Identifier): CutReason {
  const start = node.getStart(source.root);
  for (let at: ts.Node = node; at.parent; at = at.parent) {
    if (ts.isHeritageClause(at)) return reasonAt(source, start, 'heritage', `extends ${node.text}`);
    if (ts.isDecorator(at)) return reasonAt(source, start, 'decorator', node.text);
    if (ts.isClassStaticBlockDeclaration(at) || ts.isPropertyDeclaration(at)) {
      return reasonAt(source, start, 'static-init', node.text);
    }
  }
  return reasonAt(source, start, 'top-level-use', node.text);
}

function isWritten(node: ts.Identifier): boolean {
  let at: ts.Node = node;
  while (ts.isParenthesizedExpression(at.parent) || ts.isNonNullExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    );
  }
  if (ts.isForInStatement(parent) || ts.isForOfStatement(parent)) return parent.initializer === at;
  return isAssignmentTarget(at);
}

/** On the left of an assignment, alone or inside a destructuring pattern. */
function isAssignmentTarget(node: ts.Node): boolean {
  let at = node;
  for (;;) {
    const { parent } = at;
    if (ts.isBinaryExpression(parent)) return parent.left === at && isAssignment(parent);
    const pattern =
      ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      (ts.isPropertyAssignment(parent) && parent.initializer === at);
    if (!pattern) return false;
    at = parent;
  }
}
