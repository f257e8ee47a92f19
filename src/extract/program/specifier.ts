import { isImportMeta, isMember, literalText, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import type { Names } from './names.ts';

/**
 * The specifier that an argument of `require` or `import()` holds: a text, or a path built on the file's own folder
 * (`__dirname + '/x'`, `path.join(__dirname, 'x')`), or `require.resolve('x')`. Undefined for what only the running
 * program knows.
 */
export function specifierOf(argument: SyntaxNode, names: Names): string | undefined {
  const node = unwrap(argument);
  const text = literalText(node);
  if (text !== undefined) return text;
  if (node.type === 'CallExpression' && names.meaning('require') === 'require') {
    if (isMember(node['callee'], 'require', 'resolve') && node['arguments'].length === 1)
      return specifierOf(node['arguments'][0], names);
  }
  return folded(node, names)?.replace(/^\.\/(?=\.\.?\/)/, '');
}

/** The file's folder is `.`. */
function folded(argument: SyntaxNode, names: Names): string | undefined {
  const node = unwrap(argument);
  switch (node.type) {
    case 'Identifier':
      return node['name'] === '__dirname' && names.meaning('__dirname') === undefined ? '.' : undefined;
    case 'MemberExpression':
      return isImportMeta(node, 'dirname') ? '.' : undefined;
    case 'BinaryExpression':
      return node['operator'] === '+' ? joined([node['left'], node['right']], '', names) : undefined;
    case 'TemplateLiteral': {
      const parts: SyntaxNode[] = [];
      node['quasis'].forEach((quasi: SyntaxNode, index: number) => {
        parts.push({ ...quasi, type: 'Literal', value: quasi['value'].cooked });
        if (index < node['expressions'].length) parts.push(node['expressions'][index]);
      });
      return joined(parts, '', names);
    }
    case 'CallExpression':
      if (!/^(?:join|resolve)$/.test(calledName(node))) return undefined;
      return isFolder(node['arguments'][0]) ? joined(node['arguments'], '/', names) : undefined;
    default:
      return literalText(node);
  }
}

function isFolder(node: SyntaxNode | undefined): boolean {
  return node !== undefined && (node['name'] === '__dirname' || isImportMeta(node, 'dirname'));
}

function joined(parts: readonly SyntaxNode[], separator: string, names: Names): string | undefined {
  const texts = parts.map((part) => folded(part, names));
  return texts.includes(undefined) ? undefined : texts.join(separator);
}

/** `join` of `join()` and of `path.join()`. */
function calledName({ callee }: SyntaxNode): string {
  return (callee.type === 'MemberExpression' ? callee.property.name : callee.name) ?? '';
}
