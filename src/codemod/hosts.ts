import { ts } from 'ts-morph';
import { hasModifier } from './modifiers.ts';

/** A function or an instance field: code that runs later than the module's top level. */
export interface Host {
  readonly node: ts.FunctionLikeDeclaration | ts.PropertyDeclaration;
  /** Where in it the code stands: a parameter's default value and a field's value have no statements around them. */
  readonly part: 'body' | 'parameter' | 'field';
  /** `await` may be written there. */
  readonly async: boolean;
}

/** The hosts around a node, innermost first. Functions that are called where they stand do not count: they run at once. */
export function hostsOf(node: ts.Node): Host[] {
  const hosts: Host[] = [];
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (ts.isPropertyDeclaration(parent) && parent.initializer === at) {
      if (!hasModifier(parent, ts.SyntaxKind.StaticKeyword))
        hosts.push({ node: parent, part: 'field', async: false });
    } else if (ts.isFunctionLike(parent) && 'body' in parent) {
      const host = hostIn(parent, at);
      if (host) hosts.push(host);
    }
  }
  return hosts;
}

function hostIn(owner: ts.FunctionLikeDeclaration, child: ts.Node): Host | null {
  const part = child === owner.body ? 'body' : ts.isParameter(child) ? 'parameter' : null;
  if (part === null) return null;
  const async = hasModifier(owner, ts.SyntaxKind.AsyncKeyword);
  if (isCalledAtOnce(owner) && !async && !isGenerator(owner)) return null;
  return { node: owner, part, async: async && part === 'body' };
}

function isGenerator(node: ts.FunctionLikeDeclaration): boolean {
  return 'asteriskToken' in node && node.asteriskToken !== undefined;
}

function isCalledAtOnce(node: ts.Node): boolean {
  let at = node;
  while (ts.isParenthesizedExpression(at.parent)) at = at.parent;
  const { parent } = at;
  if (ts.isCallExpression(parent)) return parent.expression === at;
  // (function () {}).call(this)
  return (
    ts.isPropertyAccessExpression(parent) &&
    /^(call|apply)$/.test(parent.name.text) &&
    ts.isCallExpression(parent.parent) &&
    parent.parent.expression === parent
  );
}
