import { isFunction, literalText, type SyntaxNode } from '../extract/tree/syntax.ts';
import { functionScope, NameTable, newScope, type Names, type Scope, type Trail } from './names.ts';
import { visitTypeScript } from './typescript-names.ts';

/**
 * Finds out which variable each identifier of a file means.
 *
 * @param program root of the tree
 * @param sloppy not strict: functions in blocks are seen outside of them as well
 * @throws RangeError where the tree is nested deeper than the stack allows
 */
export function resolveNames(program: SyntaxNode, sloppy: boolean): Names {
  const walk = new NameWalk(sloppy);
  walk.visitAll(program['body'], newScope(null, true), { node: program, up: null });
  return walk.table.resolve();
}

/** One walk over a tree. */
export class NameWalk {
  readonly table = new NameTable();
  private readonly sloppy: boolean;

  constructor(sloppy: boolean) {
    this.sloppy = sloppy;
  }

  visitAll(nodes: readonly (SyntaxNode | null)[], scope: Scope, up: Trail): void {
    for (const node of nodes) if (node !== null) this.visit(node, scope, up);
  }

  visit(node: SyntaxNode, scope: Scope, up: Trail): void {
    const here: Trail = { node, up };
    switch (node.type) {
      case 'Identifier':
        return this.table.refer(node, scope, up);
      case 'FunctionDeclaration':
        this.functionName(node, scope);
        return this.function(node, scope, here);
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        return this.function(node, scope, here);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.class(node, scope, here);
      case 'StaticBlock':
        return this.visitAll(node['body'], newScope(scope, true), here);
      case 'BlockStatement':
        return this.visitAll(node['body'], newScope(scope, false), here);
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
        return this.loop(node, newScope(scope, false), here);
      case 'SwitchStatement':
        return this.children(node, newScope(scope, false), here);
      case 'CatchClause':
        return this.catchClause(node, newScope(scope, false), here);
      case 'VariableDeclaration':
        return this.variables(node, scope, here);
      case 'AssignmentExpression':
        this.target(node['left'], scope, here);
        return this.visit(node['right'], scope, here);
      case 'UpdateExpression':
        return this.target(node['argument'], scope, here);
      case 'MemberExpression':
        this.visit(node['object'], scope, here);
        if (node['computed']) this.visit(node['property'], scope, here);
        return;
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return this.member(node, scope, here);
      case 'LabeledStatement':
        return this.visit(node['body'], scope, here);
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
      case 'JSXNamespacedName':
        return;
      case 'CallExpression':
        if (node['arguments'].length > 0 && literalText(node['arguments'][0]) !== undefined)
          this.table.loads.push(here);
        return this.children(node, scope, here);
      default:
        if (visitModuleSyntax(this, node, scope, here) || visitJsx(this, node, scope, here)) return;
        if (node.type.startsWith('TS')) return visitTypeScript(this, node, scope, here);
        this.children(node, scope, here);
    }
  }

  children(node: SyntaxNode, scope: Scope, here: Trail): void {
    for (const field in node) {
      const child = node[field];
      if (child === null || typeof child !== 'object') continue;
      if (Array.isArray(child)) {
        for (const item of child)
          if (typeof item?.type === 'string') this.visit(item as SyntaxNode, scope, here);
      } else if (typeof child.type === 'string') this.visit(child, scope, here);
    }
  }

  /** Declares the names of a pattern in `target`; defaults and computed keys are looked up in `scope`. */
  pattern(node: SyntaxNode, target: Scope, scope: Scope, up: Trail): void {
    const here: Trail = { node, up };
    switch (node.type) {
      case 'Identifier':
        return this.table.declare(node, target);
      case 'ObjectPattern':
        for (const property of node['properties'] as SyntaxNode[]) {
          if (property['computed']) this.visit(property['key'], scope, here);
          this.pattern(
            property.type === 'RestElement' ? property['argument'] : property['value'],
            target,
            scope,
            here,
          );
        }
        return;
      case 'ArrayPattern':
        for (const element of node['elements'])
          if (element !== null) this.pattern(element, target, scope, here);
        return;
      case 'AssignmentPattern':
        this.pattern(node['left'], target, scope, here);
        return this.visit(node['right'], scope, here);
      case 'RestElement':
        return this.pattern(node['argument'], target, scope, here);
      case 'TSParameterProperty':
        return this.pattern(node['parameter'], target, scope, here);
      default:
    }
  }

  /** What an assignment goes to: names in it are written, all else is read. */
  private target(node: SyntaxNode, scope: Scope, up: Trail): void {
    const here: Trail = { node, up };
    if (node.type === 'Identifier') return this.table.refer(node, scope, up, true);
    if (node.type === 'ObjectPattern') {
      for (const property of node['properties'] as SyntaxNode[]) {
        if (property['computed']) this.visit(property['key'], scope, here);
        this.target(property.type === 'RestElement' ? property['argument'] : property['value'], scope, here);
      }
    } else if (node.type === 'ArrayPattern') {
      for (const element of node['elements']) if (element !== null) this.target(element, scope, here);
    } else if (node.type === 'AssignmentPattern') {
      this.target(node['left'], scope, here);
      this.visit(node['right'], scope, here);
    } else if (node.type === 'RestElement') this.target(node['argument'], scope, here);
    else if (node.type === 'ParenthesizedExpression') this.target(node['expression'], scope, here);
    else this.visit(node, scope, up);
  }

  private functionName(node: SyntaxNode, scope: Scope): void {
    if (!node['id']) return;
    this.table.declare(node['id'], scope);
    const outer = functionScope(scope);
    if (this.sloppy && outer !== scope) this.table.declare(node['id'], outer);
  }

  private function(node: SyntaxNode, scope: Scope, here: Trail): void {
    const named = newScope(scope, false);
    if (node.type === 'FunctionExpression' && node['id']) this.table.declare(node['id'], named);
    const inner = newScope(named, true);
    for (const parameter of node['params'] as SyntaxNode[]) {
      this.visitAll(parameter['decorators'] ?? [], scope, here);
      this.pattern(parameter, inner, inner, here);
    }
    const body: SyntaxNode | null = node['body'];
    if (body === null) return;
    if (body.type !== 'BlockStatement') return this.visit(body, inner, here);
    this.visitAll(body['body'], inner, { node: body, up: here });
  }

  private class(node: SyntaxNode, scope: Scope, here: Trail): void {
    if (node['declare']) return;
    const inner = newScope(scope, false);
    if (node['id']) this.table.declare(node['id'], node.type === 'ClassDeclaration' ? scope : inner);
    this.visitAll(node['decorators'] ?? [], scope, here);
    if (node['superClass']) this.visit(node['superClass'], inner, here);
    this.visitAll(node['body'].body, inner, { node: node['body'], up: here });
  }

  private member(node: SyntaxNode, scope: Scope, here: Trail): void {
    this.visitAll(node['decorators'] ?? [], scope, here);
    if (node['computed']) this.visit(node['key'], scope, here);
    if (node['value'] && !node['declare']) this.visit(node['value'], scope, here);
  }

  private loop(node: SyntaxNode, scope: Scope, here: Trail): void {
    if (node.type === 'ForStatement') return this.children(node, scope, here);
    if (node['left'].type === 'VariableDeclaration') this.variables(node['left'], scope, here);
    else this.target(node['left'], scope, here);
    this.visit(node['right'], scope, here);
    this.visit(node['body'], scope, here);
  }

  private catchClause(node: SyntaxNode, scope: Scope, here: Trail): void {
    if (node['param']) this.pattern(node['param'], scope, scope, here);
    this.visit(node['body'], scope, here);
  }

  private variables(node: SyntaxNode, scope: Scope, here: Trail): void {
    if (node['declare']) return;
    const target = node['kind'] === 'var' ? functionScope(scope) : scope;
    for (const declarator of node['declarations'] as SyntaxNode[]) {
      const up: Trail = { node: declarator, up: here };
      this.pattern(declarator['id'], target, scope, up);
      if (declarator['init']) this.visit(declarator['init'], scope, up);
    }
  }
}

/** @returns whether it was such a node */
function visitModuleSyntax(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
      if (node['importKind'] === 'type') return true;
      walk.table.loads.push(here);
      for (const specifier of node['specifiers'] as SyntaxNode[])
        if (specifier['importKind'] !== 'type') walk.table.declare(specifier['local'], scope);
      return true;
    case 'ExportAllDeclaration':
      walk.table.loads.push(here);
      return true;
    case 'ExportNamedDeclaration':
      if (node['exportKind'] === 'type') return true;
      if (node['source']) walk.table.loads.push(here);
      else if (node['declaration']) walk.visit(node['declaration'], scope, here);
      else
        for (const specifier of node['specifiers'] as SyntaxNode[])
          if (specifier['exportKind'] !== 'type')
            walk.table.refer(specifier['local'], scope, { node: specifier, up: here });
      return true;
    default:
      return false;
  }
}

/** @returns whether it was such a node */
function visitJsx(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): boolean {
  switch (node.type) {
    case 'JSXIdentifier':
      // Lower-case names stand for themselves.
      if (!/^[a-z]/.test(node['name']) || here.up?.node.type === 'JSXMemberExpression')
        walk.table.refer(node, scope, here.up as Trail);
      return true;
    case 'JSXMemberExpression':
      walk.visit(node['object'], scope, here);
      return true;
    case 'JSXAttribute':
      if (node['value']) walk.visit(node['value'], scope, here);
      return true;
    default:
      return false;
  }
}

/** Whether a place is run while the module is evaluated, and not in a function: class fields count as functions. */
export function isTopLevel(up: Trail | null): boolean {
  for (let at = up; at !== null; at = at.up) {
    if (isFunction(at.node)) return false;
    if (at.node.type === 'PropertyDefinition' && !at.node['static']) return false;
  }
  return true;
}
