import { literalText, type SyntaxNode } from '../extract/tree/syntax.ts';
import { functionScope, NameTable, newScope, type Scope, type Trail } from './names.ts';
import { visitJsx, visitModuleSyntax } from './syntax-names.ts';
import { visitTypeScript } from './typescript-names.ts';

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
    if (node.type === 'Identifier') return this.table.refer(node, scope, up);
    const here: Trail = { node, up };
    if (this.scoped(node, scope, here) || visitModuleSyntax(this, node, scope, here)) return;
    if (visitJsx(this, node, scope, here)) return;
    if (node.type.startsWith('TS')) return visitTypeScript(this, node, scope, here);
    this.plain(node, scope, here);
  }

  /** @returns whether it is a node that declares names or has a scope of its own */
  private scoped(node: SyntaxNode, scope: Scope, here: Trail): boolean {
    switch (node.type) {
      case 'FunctionDeclaration':
        this.functionName(node, scope);
        this.function(node, scope, here);
        return true;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.function(node, scope, here);
        return true;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.class(node, scope, here);
        return true;
      case 'VariableDeclaration':
        this.variables(node, scope, here);
        return true;
      case 'StaticBlock':
      case 'BlockStatement':
        this.visitAll(node['body'], newScope(scope, node.type === 'StaticBlock'), here);
        return true;
      case 'ForStatement':
      case 'SwitchStatement':
        this.children(node, newScope(scope, false), here);
        return true;
      case 'ForInStatement':
      case 'ForOfStatement':
        this.loop(node, newScope(scope, false), here);
        return true;
      case 'CatchClause':
        this.catchClause(node, newScope(scope, false), here);
        return true;
      default:
        return false;
    }
  }

  private plain(node: SyntaxNode, scope: Scope, here: Trail): void {
    switch (node.type) {
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
        this.load(here);
        return this.children(node, scope, here);
      default:
        this.children(node, scope, here);
    }
  }

  private load(call: Trail): void {
    const [specifier, ...more] = call.node['arguments'] as SyntaxNode[];
    if (specifier === undefined) return;
    const { callee } = call.node as unknown as { callee: SyntaxNode };
    if (literalText(specifier) !== undefined) this.table.loads.push(call);
    else if (callee.type === 'Identifier' && callee['name'] === 'require' && more.length === 0)
      this.table.computed.push(call);
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
