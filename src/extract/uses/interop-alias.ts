import { calleeName } from '../tree/values.ts';
import { unwrap } from '../tree/syntax.ts';
import { mentionsOf, type Bound, type UsesFile } from './file.ts';
import { outermost, type Reference, type Visit } from './visit.ts';

/** Helpers of compilers that give a CommonJS module the shape of an ES module. */
export const INTEROP =
  /^_*(?:importStar|importDefault|toESM|toModule|interop_?[rR]equire_?(?:Default|Wildcard|default|wildcard)|interopDefault\w*|interopNamespace\w*)$/;

/**
 * All mentions of a name. What a compiler's helper makes of it, `var _x2 = _interopRequireDefault(_x)`, is the same
 * import under another name: its mentions stand for that one.
 */
export function mentionsBehindInterop(file: UsesFile, bound: Bound): Reference[] {
  return mentionsOf(file, bound).flatMap((reference) => {
    const name = aliasOf(reference.visit);
    const owner = name === undefined ? undefined : reference.visit.names.owner(name);
    if (name === undefined || owner === undefined) return [reference];
    return mentionsOf(file, { name, owner });
  });
}

function aliasOf(visit: Visit): string | undefined {
  const value = outermost(visit);
  const call = value.parent;
  if (call?.node.type !== 'CallExpression' || value.key !== 'arguments') return undefined;
  if (call.node['arguments'][0] !== value.node || !isInterop(call)) return undefined;
  const made = outermost(call);
  const declarator = made.parent;
  if (declarator?.node.type !== 'VariableDeclarator' || made.key !== 'init') return undefined;
  if (declarator.parent?.parent?.node.type === 'ExportNamedDeclaration') return undefined;
  const { id } = declarator.node as unknown as { id: { type: string; name: string } };
  return id.type === 'Identifier' ? id.name : undefined;
}

function isInterop({ node }: Visit): boolean {
  return INTEROP.test(calleeName(unwrap(node['callee'])) ?? '');
}
