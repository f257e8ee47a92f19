import { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import type { ImportSyntax } from './import-site.ts';
import { isCalledAsStatement, mayBeOneValue } from './narrowing.ts';
import { reasonAt, type Source } from './source.ts';
import type { Use } from './uses.ts';

/** Why an import cannot be replaced by `require`: by its target, or by how its namespace is used. */
export function synchronousProblem(
  source: Source,
  { site, uses }: { readonly site: ImportSyntax; readonly uses: readonly Use[] },
): CutReason[] {
  const values = uses.filter(({ kind }) => kind === 'value');
  const callers = values.filter(({ hosts }) => !hosts.some(({ async }) => async));
  const at = (use: Use | undefined): number => (use?.node ?? site.statement).getStart(source.root);
  if (site.target?.awaits) {
    const [first] = callers;
    const detail = `${site.specifier} awaits while it loads, and this function cannot`;
    return [reasonAt(source, at(first), 'sync-caller', detail)];
  }
  // An ES module can ask for the file that its import finds.
  if (site.target?.requireDiffers && source.format === 'cjs') {
    const [first] = callers;
    const detail = `require('${site.specifier}') finds another file than import does, and this function cannot await`;
    return [reasonAt(source, at(first), 'sync-caller', detail)];
  }
  const attributes = site.statement.attributes?.elements.some(
    (one) => one.value.getText() !== `'json'` && one.value.getText() !== '"json"',
  );
  if (attributes) return [reasonAt(source, at(undefined), 'computed', site.statement.attributes!.getText())];
  if (source.format === 'cjs' || site.target?.format === 'esm') return [];
  return values
    .filter((use) => use.binding.imported === '*' && !readsMember(use))
    .map((use) => {
      const detail = `${use.binding.local} is used as a whole: require gives another object than import * as`;
      return reasonAt(source, at(use), 'computed', detail);
    });
}

/**
 * Whether the namespace of an import is called, constructed or handed on in TypeScript that is compiled to CommonJS, or
 * needs its type written down: it may be the function that the module is (`export =`), and `await import()` wraps it.
 */
export function isWholeOfCommonJs(source: Source, { target }: ImportSyntax, values: readonly Use[]): boolean {
  if (source.format !== 'cjs' || !source.typescript || target?.format === 'esm' || target?.awaits)
    return false;
  const isTyped = target?.narrows !== false && mayBeOneValue(target);
  return values.some((use) => {
    return use.binding.imported === '*' && (!readsMember(use) || (isTyped && isCalledAsStatement(use)));
  });
}

/** `ns.name`, but not `ns.default`: what import and require agree on. */
function readsMember({ node }: Use): boolean {
  const { parent } = node;
  return (
    ts.isPropertyAccessExpression(parent) && parent.expression === node && parent.name.text !== 'default'
  );
}
