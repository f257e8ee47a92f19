import { isMember, literalText, propertyName, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import type { Meaning, Names } from './names.ts';

/** Names bundlers give to the `require` they keep for what they left outside the bundle. */
const BUNDLER_REQUIRE = /^(__c?require\d*|__non_webpack_require__)$/;
const MODULE_SPECIFIER = /^(?:node:)?module$/;

/**
 * What an expression stands for, where it is one of the functions that load modules (or make such a function), or
 * `module`: by name, through aliases, `createRequire(…)`, `module.require`, `x && require`.
 */
export function meaningOf(expression: SyntaxNode, names: Names): Meaning {
  const node = unwrap(expression);
  switch (node.type) {
    case 'Identifier': {
      const meaning = names.meaning(node['name']);
      if (meaning !== 'require' && BUNDLER_REQUIRE.test(node['name'])) return 'require';
      return meaning === undefined || meaning === 'exports' || meaning === 'constant' ? 'plain' : meaning;
    }
    case 'MemberExpression':
      if (propertyName(node['property'], node['computed']) === 'createRequire') return 'create-require';
      return isMember(node, 'module', 'require') && names.meaning('module') === 'module'
        ? 'require'
        : 'plain';
    case 'CallExpression':
      return meaningOf(node['callee'], names) === 'create-require' ? 'require' : 'plain';
    case 'ConditionalExpression':
      return either(node['consequent'], node['alternate'], names);
    case 'LogicalExpression':
      return either(node['left'], node['right'], names);
    default:
      return 'plain';
  }
}

function either(first: SyntaxNode, second: SyntaxNode, names: Names): Meaning {
  const meaning = meaningOf(first, names);
  return meaning === 'plain' ? meaningOf(second, names) : meaning;
}

/** What a name stands for that is imported, or destructured out of something, under `key`. */
export function meaningOfKey(key: string | undefined): Meaning {
  return key === 'createRequire' ? 'create-require' : 'plain';
}

/** Whether an import declaration is one of Node's `module`. */
export function importsModule(declaration: SyntaxNode): boolean {
  return MODULE_SPECIFIER.test(literalText(declaration['source']) ?? '');
}
