import { isExports } from '../tree/bind.ts';
import { isFunction, literalText, propertyName, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { calleeName } from '../tree/values.ts';
import { nameOf, namesOfPattern } from './declared-names.ts';
import type { ExportedName } from './exported-name.ts';
import type { UsesFile } from './file.ts';
import type { LocalNeeds } from './local-needs.ts';
import { EXPORTS_ALL } from './requires.ts';

/** Finds the exports of a file: declarations, lists, `exports.name =`, exported literals, getters of compilers. */
export function exportsOf(file: UsesFile, local: LocalNeeds): ExportedName[] {
  const found = file.body.flatMap((node) => exportedBy(node, local));
  const names = new Set<string>();
  // A later assignment sets what an earlier one announced (`exports.a = exports.b = void 0`).
  return found
    .toReversed()
    .filter(({ name, passedOn }) => {
      const isKnown = names.has(name);
      names.add(name);
      return !isKnown || (name === '*' && passedOn !== undefined);
    })
    .toReversed();
}

function exportedBy(node: SyntaxNode, local: LocalNeeds): ExportedName[] {
  if (node['exportKind'] === 'type') return [];
  switch (node.type) {
    case 'ExportNamedDeclaration':
      return named(node, local);
    case 'ExportAllDeclaration': {
      const name = node['exported'] ? nameOf(node['exported']) : '*';
      return [{ name, node, passedOn: { specifier: node['source'].value, name: '*' }, from: [] }];
    }
    case 'ExportDefaultDeclaration': {
      const { declaration } = node;
      if (/^TS(?:Interface|DeclareFunction)/.test(declaration.type)) return [];
      const id: string | undefined = declaration.type.endsWith('Declaration')
        ? declaration.id?.name
        : undefined;
      return [id === undefined ? made('default', declaration, local) : { name: 'default', node, from: [id] }];
    }
    case 'ExpressionStatement':
      return statement(unwrapped(node['expression']), local);
    default:
      return [];
  }
}

function named(node: SyntaxNode, local: LocalNeeds): ExportedName[] {
  const { declaration, source } = node;
  if (declaration) {
    if (declaration.declare || /^TS(?:Interface|TypeAlias|DeclareFunction)/.test(declaration.type)) return [];
    const names: string[] = declaration.declarations
      ? declaration.declarations.flatMap(({ id }: SyntaxNode) => namesOfPattern(id as never))
      : declaration.id?.name
        ? [declaration.id.name]
        : [];
    return names.map((name) => ({ name, node, from: [name] }));
  }
  return node['specifiers'].flatMap((specifier: SyntaxNode): ExportedName[] => {
    if (specifier['exportKind'] === 'type') return [];
    const [name, inner] = [nameOf(specifier['exported']), nameOf(specifier['local'])];
    if (source)
      return [{ name, node: specifier, passedOn: { specifier: source.value, name: inner }, from: [] }];
    return [made(name, specifier['local'], local)];
  });
}

/** An export whose value is an expression. */
function made(name: string, expression: SyntaxNode, local: LocalNeeds): ExportedName {
  const node = unwrap(expression);
  const passedOn = local.passedOn(node);
  if (passedOn !== undefined) return { name, node, passedOn, from: [] };
  return { name, node, from: [node.type === 'Identifier' ? (node['name'] as string) : node] };
}

function unwrapped(node: SyntaxNode): SyntaxNode {
  return node.type === 'SequenceExpression' ? node : unwrap(node);
}

function statement(node: SyntaxNode, local: LocalNeeds): ExportedName[] {
  switch (node.type) {
    case 'SequenceExpression':
      return node['expressions'].flatMap((part: SyntaxNode) => statement(unwrapped(part), local));
    case 'AssignmentExpression':
      return assigned(node, local);
    case 'CallExpression':
      return called(node, local);
    default:
      return [];
  }
}

function assigned(node: SyntaxNode, local: LocalNeeds): ExportedName[] {
  const { left } = node;
  const right = unwrap(node['right']);
  if (right.type === 'AssignmentExpression') {
    const inner = assigned(right, local);
    if (!isExports(left)) {
      const name = isExportsMember(left);
      const value = innermost(right);
      return name === undefined || isVoid(value) ? inner : [...inner, made(name, value, local)];
    }
    return isExports(right['left']) ? inner : [...inner, ...whole(innermost(right), local)];
  }
  if (isVoid(right)) return [];
  if (isExports(left)) return whole(right, local);
  const name = isExportsMember(left);
  return name === undefined ? [] : [made(name, right, local)];
}

function innermost(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.type === 'AssignmentExpression') at = unwrap(at['right']);
  return at;
}

function isVoid(node: SyntaxNode): boolean {
  return node.type === 'UnaryExpression' && node['operator'] === 'void';
}

function isExportsMember(left: SyntaxNode): string | undefined {
  if (left.type !== 'MemberExpression' || !isExports(left['object'])) return undefined;
  return propertyName(left['property'], left['computed']);
}

/** `module.exports = …`: the names of a literal; all names of another module. */
function whole(value: SyntaxNode, local: LocalNeeds): ExportedName[] {
  if (value.type !== 'ObjectExpression') {
    const passedOn = local.passedOn(value);
    return passedOn?.name === '*' ? [{ name: '*', node: value, passedOn, from: [] }] : [];
  }
  return value['properties'].flatMap((property: SyntaxNode): ExportedName[] => {
    if (property.type !== 'Property') {
      const passedOn = local.passedOn(unwrap(property['argument']));
      return passedOn?.name === '*' ? [{ name: '*', node: property, passedOn, from: [] }] : [];
    }
    const name = propertyName(property['key'], property['computed']);
    if (name === undefined) return [];
    const inner = property['kind'] === 'get' ? returned(property['value']) : property['value'];
    return [made(name, inner, local)];
  });
}

/** `__exportStar(require('x'), exports)`, `Object.defineProperty(exports, 'x', { get: … })`. */
function called(node: SyntaxNode, local: LocalNeeds): ExportedName[] {
  const [first, second, third]: SyntaxNode[] = node['arguments'];
  const name = calleeName(unwrap(node['callee']));
  if (first !== undefined && name !== undefined && EXPORTS_ALL.test(name)) {
    const passedOn = local.passedOn(unwrap(first)) ?? (second && local.passedOn(unwrap(second)));
    return passedOn === undefined ? [] : [{ name: '*', node, passedOn, from: [] }];
  }
  if (name !== 'defineProperty' || first === undefined || !isExports(first) || !second) return [];
  const exported = literalText(second);
  if (exported === undefined || exported === '__esModule' || third?.type !== 'ObjectExpression') return [];
  const part: SyntaxNode | undefined = third['properties'].find((property: SyntaxNode) =>
    /^(?:get|value)$/.test(propertyName(property['key'], property['computed']) ?? ''),
  );
  return part === undefined ? [] : [made(exported, returned(part['value']), local)];
}

/** What a getter gives back, where that is all it does. */
function returned(node: SyntaxNode): SyntaxNode {
  if (!isFunction(node)) return node;
  const { body } = node;
  if (body.type !== 'BlockStatement') return body;
  const [only] = body.body as SyntaxNode[];
  return only?.type === 'ReturnStatement' && only['argument'] ? only['argument'] : node;
}
