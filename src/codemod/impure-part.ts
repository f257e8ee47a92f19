import { ts } from 'ts-morph';
import { isAssignment } from './is-assignment.ts';
import { hasModifier } from './modifiers.ts';

/** Calls that only make a value. */
const MAKES =
  /^(Object\.(freeze|seal|create|assign|keys|values|entries|fromEntries)|Symbol(\.for)?|String|Number|Boolean|BigInt|Array\.(of|from)|Array|JSON\.(parse|stringify)|String\.raw|(\w+\.)?createRequire|(\w+\.)?promisify)$/;
const NEW =
  /^(Map|Set|WeakMap|WeakSet|WeakRef|RegExp|Array|Object|Error|TypeError|RangeError|Date|URL|URLSearchParams|AbortController|TextEncoder|TextDecoder|AsyncLocalStorage|Intl\.\w+)$/;

/**
 * The first part of a declaration or expression that does more than make a value while it is evaluated: calls, awaits,
 * decorators, static blocks.
 *
 * @returns null where it can be evaluated earlier or later and nobody sees it
 */
export function impurePart(node: ts.Node): ts.Node | null {
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return null;
  if (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node))
    return null;
  if (ts.isClassLike(node)) return impureClass(node);
  if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) return firstIn([node.name]);
  if (ts.isModuleDeclaration(node)) return hasModifier(node, ts.SyntaxKind.DeclareKeyword) ? null : node;
  if (ts.isCallExpression(node)) return isMaking(node, MAKES) ? firstIn(node.arguments) : node;
  if (ts.isNewExpression(node)) return isMaking(node, NEW) ? firstIn(node.arguments ?? []) : node;
  if (ts.isTaggedTemplateExpression(node)) return MAKES.test(node.tag.getText()) ? null : node;
  if (ts.isAwaitExpression(node) || ts.isDeleteExpression(node) || ts.isPostfixUnaryExpression(node))
    return node;
  if (ts.isPrefixUnaryExpression(node) && /^(\+\+|--)/.test(node.getText())) return node;
  if (node.kind === ts.SyntaxKind.ThisKeyword) return node;
  if (isAssignment(node)) return node;
  const parts: ts.Node[] = [];
  ts.forEachChild(node, (child) => void parts.push(child));
  return firstIn(parts);
}

function firstIn(nodes: readonly ts.Node[]): ts.Node | null {
  for (const node of nodes) {
    const found = impurePart(node);
    if (found !== null) return found;
  }
  return null;
}

function impureClass(node: ts.ClassLikeDeclaration): ts.Node | null {
  const [decorator] = ts.getDecorators(node) ?? [];
  if (decorator !== undefined) return decorator;
  for (const member of node.members) {
    const [own] = ts.canHaveDecorators(member) ? (ts.getDecorators(member) ?? []) : [];
    if (own !== undefined) return own;
    if (ts.isClassStaticBlockDeclaration(member)) return member;
    const isStatic = hasModifier(member, ts.SyntaxKind.StaticKeyword);
    const found =
      ts.isPropertyDeclaration(member) && isStatic && member.initializer
        ? impurePart(member.initializer)
        : null;
    if (found !== null) return found;
  }
  return firstIn(
    (node.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression)),
  );
}

function isMaking(node: ts.CallExpression | ts.NewExpression, known: RegExp): boolean {
  if (known.test(node.expression.getText())) return true;
  const lead = node.getSourceFile().text.slice(node.getFullStart(), node.getStart());
  return /[@#]__PURE__/.test(lead);
}
