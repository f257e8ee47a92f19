import { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import type { Edit } from './edits.ts';
import { EditPlan } from './edit-plan.ts';
import { refuseNarrowing } from './defer-getter.ts';
import { hostsOf } from './hosts.ts';
import type { ImportSite, RequireCall } from './import-site.ts';
import { expressionOf, requireCall, requiredAgain, type Loading } from './loading.ts';
import { Refusal } from './refusal.ts';
import { removeImport } from './remove-import.ts';
import { replaceUse } from './replace-use.ts';
import { reasonAt, type Source } from './source.ts';
import { synchronousProblem } from './synchronous-problem.ts';
import { typeImports } from './type-imports.ts';
import { findUses } from './uses.ts';

/**
 * Turns the entries of a literal, or single exports of CommonJS, into getters that load when they are read.
 *
 * @throws Refusal where a module is used in another way, or a getter cannot stand (arrays, calls, loader loops)
 */
export function makeLazyEntries(source: Source, sites: readonly ImportSite[]): Edit[] {
  const plan = new EditPlan(source, sites);
  const problems: CutReason[] = [];
  for (const site of sites) {
    if (site.form === 'inline') problems.push(...lazyCall(plan, site));
    else problems.push(...lazyNames(plan, site));
  }
  if (problems.length > 0) throw new Refusal(problems);
  return plan.all();
}

/** Whether a name of an import is an entry of a literal, or an export of CommonJS, where a getter can stand for it. */
export function hasEntries(source: Source, sites: readonly ImportSite[]): boolean {
  return sites.some(
    (site) =>
      site.form === 'inline' ||
      findUses(source, site.bindings).some(
        ({ node, kind, hosts }) =>
          kind === 'value' && hosts.length === 0 && entryEdit(source, node, '') !== null,
      ),
  );
}

/** `{ a: require('./a') }`, `exports.a = require('./a').default`. */
function lazyCall({ source, edits }: EditPlan, { call }: RequireCall): CutReason[] {
  let whole: ts.Node = call;
  while (ts.isPropertyAccessExpression(whole.parent) && whole.parent.expression === whole)
    whole = whole.parent;
  if (hostsOf(call).length > 0) return [];
  const edit = entryEdit(source, whole, whole.getText(source.root));
  if (edit === null)
    return [reasonAt(source, call.getStart(source.root), 'top-level-use', whole.getText(source.root))];
  edits.push(edit);
  return [];
}

/** `const a = require('./a')` or an import, and then `{ a }`. */
function lazyNames(plan: EditPlan, site: Exclude<ImportSite, RequireCall>): CutReason[] {
  const { source } = plan;
  const uses = findUses(source, site.bindings);
  const start = site.statement.getStart(source.root);
  if (site.bindings.length === 0) return [reasonAt(source, start, 'side-effect-import', site.specifier)];
  if (site.form === 'import') {
    const problem = synchronousProblem(source, { site, uses });
    if (problem.length > 0) return problem;
    refuseNarrowing(source, site, uses);
  }
  const loading: Loading =
    site.form === 'import' ? requireCall(source, site, plan.requireOf(site)) : requiredAgain(source, site);
  const problems: CutReason[] = [];
  for (const use of uses.filter(({ kind }) => kind === 'value')) {
    const expression = expressionOf(source, loading, use.binding);
    const whole = memberOf(use.node);
    const members = source.text.slice(use.node.getEnd(), whole.getEnd());
    const edit =
      use.hosts.length > 0
        ? replaceUse(source, use, expression)
        : entryEdit(source, whole, expression + members);
    if (edit === null)
      problems.push(use.problem ?? reasonAt(source, use.node.pos, 'top-level-use', use.node.text));
    else plan.edits.push(edit);
  }
  const typed = site.bindings.filter((one) =>
    uses.some(({ binding, kind }) => binding === one && kind === 'type'),
  );
  const lines = site.form === 'import' && source.typescript ? typeImports(source, site, typed) : [];
  plan.edits.push(...removeImport(source, site, lines, plan.sites).edits);
  return problems;
}

/** `print_1.print`, as compilers read a name. */
function memberOf(node: ts.Node): ts.Node {
  let whole = node;
  while (ts.isPropertyAccessExpression(whole.parent) && whole.parent.expression === whole)
    whole = whole.parent;
  return whole;
}

/** The getter in the place of an entry; null where the value stands in no place for one. */
function entryEdit(source: Source, value: ts.Node, expression: string): Edit | null {
  const { parent } = value;
  const { end } = source.style;
  const body = `{ return ${expression}${end || ';'} }`.replace(/;;/, ';');
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === value) {
    return {
      start: parent.getStart(source.root),
      end: parent.getEnd(),
      text: `get ${parent.name.text}() ${body}`,
    };
  }
  if (ts.isPropertyAssignment(parent) && parent.initializer === value) {
    const name = parent.name.getText(source.root);
    return { start: parent.getStart(source.root), end: parent.getEnd(), text: `get ${name}() ${body}` };
  }
  return exportEdit(source, value, expression);
}

/** `exports.a = …` and `module.exports.a = …` as statements of their own. */
function exportEdit(source: Source, value: ts.Node, expression: string): Edit | null {
  const { parent } = value;
  if (!ts.isBinaryExpression(parent) || parent.right !== value || !ts.isExpressionStatement(parent.parent))
    return null;
  const { left } = parent;
  if (!ts.isPropertyAccessExpression(left) || parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return null;
  const owner = left.expression.getText(source.root);
  if (!/^(module\.)?exports$/.test(owner) || left.name.text === 'exports') return null;
  // Not defineProperty: Node's search for export names takes one with such a getter for unsafe, and hides the name.
  const getter = `{ enumerable: true, configurable: true, get: () => ${expression} }`;
  const text = `Object.defineProperties(${owner}, { ${left.name.text}: ${getter} })`;
  return { start: parent.getStart(source.root), end: parent.getEnd(), text };
}
