import type { CutReason } from '../../model/cut.ts';
import type { TreeImport } from '../tree/sites.ts';
import { isExports } from '../tree/bind.ts';
import { isFunction, literalText, propertyName, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import { calleeName } from '../tree/values.ts';
import { textOf, type Bound, type UsesFile } from './file.ts';
import { blockedBy, entryOfExports, exportOf, judge, syncShape, type Judged } from './judge.ts';
import { INTEROP } from './interop-alias.ts';
import { isInLoop } from './loops.ts';
import { momentOf } from './moment.ts';
import { memberOf, outermost, type Visit } from './visit.ts';

export const EXPORTS_ALL = /^_*(?:exportStar|export|export_star|reExport)$/;
const LOADS = new Set(['require', 'create-require', 'module-require', 'dynamic-import', 'import-equals']);

type Found = Judged & { readonly specifier: string; readonly line: number };

/** Judges every require (and import()) that runs while the file is evaluated. */
export function judgeRequires(file: UsesFile, imports: readonly TreeImport[]): Found[] {
  const loops = new Set<number>();
  return imports.flatMap((item) => {
    const visit = file.walked.loads.get(item.offset);
    if (!LOADS.has(item.kind) || item.timing === 'lazy' || visit === undefined) return [];
    const line = file.line(item.offset);
    if (item.kind !== 'import-equals' && isLoader(file, visit)) {
      if (loops.has(item.offset)) return [];
      loops.add(item.offset);
      return [{ specifier: '*', line, ...loaderLoop(file, visit) }];
    }
    return [{ specifier: item.specifier ?? '*', line, ...judgeLoad(file, visit) }];
  });
}

/** Whether one call loads several modules: in a loop, or in a function that is called with their names. */
function isLoader(file: UsesFile, visit: Visit): boolean {
  const argument: SyntaxNode | undefined = visit.node['arguments']?.[0] ?? visit.node['source'];
  if (argument === undefined || literalText(argument) !== undefined) return false;
  return isInLoop(visit) || momentOf(visit, file.functions).when === 'maybe';
}

function loaderLoop(file: UsesFile, { node }: Visit): Judged {
  const reasons = [file.reason('computed', node, textOf(file.source.text, node))];
  const shape = syncShape(file);
  return {
    deferability: 'review',
    difficulty: 6,
    reasons,
    action: 'registry',
    shape,
    callSites: [],
    names: null,
  };
}

function judgeLoad(file: UsesFile, visit: Visit): Judged {
  const { node } = visit;
  const because = (code: CutReason['code'], detail?: string) => blockedBy([file.reason(code, node, detail)]);
  if (node.type === 'TSImportEqualsDeclaration') {
    if (visit.parent !== null) return because('re-export', node['id'].name);
    return judge(file, [{ name: node['id'].name, owner: visit.names, member: null }], true);
  }
  const moment = momentOf(visit, file.functions);
  if (moment.when === 'maybe') return because(moment.code);
  const { value, member } = settled(visit);
  const { parent } = value;
  switch (parent?.node.type) {
    case 'ExpressionStatement':
      return because('side-effect-import');
    case 'VariableDeclarator': {
      const bound = value.key === 'init' ? boundBy(parent, member) : undefined;
      if (bound === undefined) break;
      if (isTried(parent) || exportedWithDeclaration(parent)) break;
      return judge(file, bound, node.type === 'ImportExpression');
    }
    case 'CallExpression':
      if (value.key === 'arguments' && EXPORTS_ALL.test(calleeName(unwrap(parent.node['callee'])) ?? ''))
        return because('re-export');
      break;
    default:
  }
  const exported =
    moment.when === 'top' && moment.code === 'top-level-use' ? exportOf(file, value) : undefined;
  if (exported === 'getter')
    return entryOfExports(file.reason('exported-value', node), member === null ? null : [member]);
  if (parent?.node.type === 'AssignmentExpression' && isExports(parent.node['left']))
    return because('re-export');
  return because(exported ?? (moment.when === 'top' ? moment.code : 'top-level-use'));
}

/**
 * The whole expression that stands for the module, or for a part of it: `__importStar(require('x'))`, `require('x').y`;
 * and the first member that it takes.
 */
export function settled(visit: Visit): { readonly value: Visit; readonly member: string | null } {
  let at = outermost(visit);
  let member: string | null = null;
  for (;;) {
    const { parent } = at;
    const name = memberOf(at);
    if (parent === null || (name === undefined && !isWrapped(at, parent.node))) return { value: at, member };
    member ??= name ?? null;
    at = outermost(parent);
  }
}

function isWrapped({ key, node }: Visit, parent: SyntaxNode): boolean {
  if (parent.type === 'AwaitExpression') return true;
  if (parent.type !== 'CallExpression' || key !== 'arguments' || parent['arguments'][0] !== node)
    return false;
  return INTEROP.test(calleeName(unwrap(parent['callee'])) ?? '');
}

/** The names of a declarator's pattern, where each stands for a member that can be read later. */
export function boundBy(declarator: Visit, member: string | null): Bound[] | undefined {
  const found: { name: string; member: string | null }[] = [];
  if (!collectNames(declarator.node['id'], member, found)) return undefined;
  return found.flatMap((one) => {
    const owner = declarator.names.owner(one.name);
    return owner === undefined ? [] : [{ ...one, owner }];
  });
}

function collectNames(
  pattern: SyntaxNode,
  member: string | null,
  found: { name: string; member: string | null }[],
): boolean {
  const target = pattern.type === 'AssignmentPattern' ? pattern['left'] : pattern;
  if (target.type === 'Identifier') {
    found.push({ name: target.name, member });
    return true;
  }
  if (target.type !== 'ObjectPattern') return false;
  return target['properties'].every((property: SyntaxNode) => {
    const key =
      property.type === 'Property' ? propertyName(property['key'], property['computed']) : undefined;
    return key !== undefined && collectNames(property['value'], member ?? key, found);
  });
}

function exportedWithDeclaration(declarator: Visit): boolean {
  return declarator.parent?.parent?.node.type === 'ExportNamedDeclaration';
}

/** Whether the program copes when the module cannot be loaded: later nobody would. */
function isTried(visit: Visit): boolean {
  for (let at = outermost(visit); at.parent !== null; at = at.parent) {
    if (at.parent.node.type === 'TryStatement' && at.key === 'block') return true;
    if (isFunction(at.parent.node)) return false;
  }
  return false;
}
