import { unwrap, type SyntaxNode } from './syntax.ts';

/** Whether an expression is an import(). */
export function isImport(node: SyntaxNode): boolean {
  return unwrap(node).type === 'ImportExpression';
}

/** `promise.catch(…)` and `promise.then(…, …)`: a failing import in the promise is dealt with. */
export function handlesRejection(call: SyntaxNode): boolean {
  const callee = unwrap(call['callee']);
  if (callee.type !== 'MemberExpression') return false;
  const name = callee['property'].name;
  return name === 'catch' || (name === 'then' && call['arguments'].length > 1);
}
