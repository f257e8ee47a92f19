import { isNonEmptyArray, knownTruth } from './conditions.ts';
import { bindPattern } from './bind.ts';
import { declare, functionScope, lookup } from './scope.ts';
import type { SyntaxNode } from './syntax.ts';
import type { Walker } from './walker.ts';

/**
 * Walks statements and expressions of which a part runs only sometimes.
 *
 * @returns false for every other node, which is left unvisited
 */
export function visitBranch(walker: Walker, node: SyntaxNode): boolean {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      choice(walker, node);
      return true;
    case 'LogicalExpression':
      logical(walker, node);
      return true;
    case 'AssignmentPattern':
      walker.visit(node['left']);
      walker.maybe([node['right']]);
      return true;
    case 'ForStatement':
      walker.scoped(() => {
        walker.visitAll([node['init'], node['test']]);
        walker.maybe([node['body'], node['update']], node['test'] === null);
      });
      return true;
    case 'ForInStatement':
    case 'ForOfStatement':
      walker.scoped(() => forEach(walker, node));
      return true;
    case 'WhileStatement':
      walker.visit(node['test']);
      walker.maybe([node['body']], knownTruth(node['test'], walker.scope, walker.moduleSyntax));
      return true;
    case 'SwitchStatement':
      walker.visit(node['discriminant']);
      walker.maybe(node['cases']);
      return true;
    case 'TryStatement':
      tryStatement(walker, node);
      return true;
    default:
      return false;
  }
}

function choice(walker: Walker, node: SyntaxNode): void {
  const known = knownTruth(node['test'], walker.scope, walker.moduleSyntax);
  walker.visit(node['test']);
  walker.maybe([node['consequent']], known);
  walker.maybe([node['alternate']], known === false);
}

function logical(walker: Walker, node: SyntaxNode): void {
  const known = knownTruth(node['left'], walker.scope, walker.moduleSyntax);
  walker.visit(node['left']);
  const runs = node['operator'] === '&&' ? known === true : node['operator'] === '||' && known === false;
  walker.maybe([node['right']], runs);
}

function tryStatement(walker: Walker, node: SyntaxNode): void {
  const saved = walker.inTry;
  walker.inTry = node['handler'] !== null || saved;
  walker.maybe([node['block']]);
  walker.inTry = saved;
  walker.maybe([node['handler']]);
  walker.visitAll([node['finalizer']]);
}

/** Whether a loop is certain to run: over a literal list, or over a name that holds nothing but one. */
function runsBody(walker: Walker, node: SyntaxNode): boolean {
  const list: SyntaxNode = node['right'];
  if (node.type !== 'ForOfStatement' || list.type !== 'Identifier') return isNonEmptyArray(list);
  const values = lookup(walker.scope, list['name'])?.values;
  return values?.length === 1 && values[0] !== undefined && isNonEmptyArray(values[0].node);
}

function forEach(walker: Walker, node: SyntaxNode): void {
  loopVariable(walker, node);
  walker.visit(node['right']);
  walker.maybe([node['body']], runsBody(walker, node));
}

function loopVariable(walker: Walker, node: SyntaxNode): void {
  const left: SyntaxNode = node['left'];
  if (left.type !== 'VariableDeclaration') return;
  const id: SyntaxNode = left['declarations'][0].id;
  const scope = left['kind'] === 'var' ? functionScope(walker.scope) : walker.scope;
  bindPattern(id, scope, null);
  if (id.type === 'Identifier' && node.type === 'ForOfStatement') {
    declare(scope, id['name']).iterates = { node: node['right'], scope: walker.scope };
  }
}
