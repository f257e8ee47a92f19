import type { EditPlan } from './edit-plan.ts';
import type { ImportSite, ImportSyntax, RequireSyntax } from './import-site.ts';
import { defaultIsMember, expressionOf, type Loading } from './loading.ts';
import { capital, nameOfSpecifier } from './names.ts';
import { isCalledAsStatement } from './narrowing.ts';
import { Refusal } from './refusal.ts';
import { removeImport } from './remove-import.ts';
import { replaceUse } from './replace-use.ts';
import { reasonAt, type Source } from './source.ts';
import { typeImports } from './type-imports.ts';
import type { Use } from './uses.ts';

/**
 * Replaces an import by a function that loads on its first call: `let loadedX; const getX = () => (loadedX ??= …)`. It
 * serves where there is no statement to load in, and where only the first use may load.
 *
 * @throws Refusal in JSX, and where a `require` is taken apart in ways that calls cannot follow
 */
export function deferByGetter(
  plan: EditPlan,
  { site, uses }: { readonly site: ImportSyntax | RequireSyntax; readonly uses: readonly Use[] },
): void {
  const { source, names } = plan;
  const { end } = source.style;
  refuseNarrowing(source, site, uses);
  const base = capital(baseName(site));
  const getter = names.take(`get${base}`);
  const cache = names.take(`loaded${base}`);
  const { load, type, lines } = loadOf(plan, site, uses);
  const declared = source.typescript ? `: ${type} | undefined` : '';
  const returned = source.typescript ? `: ${type}` : '';
  const made = [
    `let ${cache}${declared}${end}`,
    `const ${getter} = ()${returned} => (${cache} ??= ${load})${end}`,
  ];
  const loading: Loading = { ...memberReader(plan, site), expression: `${getter}()` };
  for (const use of uses.filter(({ kind }) => kind === 'value')) {
    plan.edits.push(replaceUse(source, use, expressionOf(source, loading, use.binding)));
  }
  const inPlace = site.form === 'require' ? made : lines;
  plan.edits.push(...removeImport(source, site, inPlace, plan.sites).edits);
  if (site.form === 'import') plan.afterImports(made);
}

/**
 * A call of a getter tells the compiler nothing of an assertion.
 *
 * @throws Refusal where a use may be one
 */
export function refuseNarrowing(source: Source, site: ImportSite, uses: readonly Use[]): void {
  if (!source.typescript || site.form !== 'import' || site.target?.narrows === false) return;
  const found = uses.filter((use) => use.kind === 'value' && isCalledAsStatement(use));
  if (found.length === 0) return;
  throw new Refusal(
    found.map(({ node }) =>
      reasonAt(source, node.getStart(source.root), 'computed', `${node.text} may be an assertion of types`),
    ),
  );
}

function memberReader(plan: EditPlan, site: ImportSite): Pick<Loading, 'member'> {
  if (site.form !== 'import') {
    return { member: ({ imported }) => (imported === '=' ? null : imported) };
  }
  const hasDefault = site.bindings.some(({ imported }) => imported === 'default');
  const wholeDefault = hasDefault && !defaultIsMember(plan.source, site);
  return {
    member: ({ imported }) =>
      imported === '*' || (imported === 'default' && wholeDefault) ? null : imported,
  };
}

interface Load {
  readonly load: string;
  readonly type: string;
  /** Imports of types that stay. */
  readonly lines: readonly string[];
}

function loadOf(plan: EditPlan, site: ImportSyntax | RequireSyntax, uses: readonly Use[]): Load {
  const { source } = plan;
  if (site.form === 'require') {
    const load = site.declaration.initializer!.getText(source.root);
    return { load, type: 'any', lines: [] };
  }
  const { member } = memberReader(plan, site);
  const whole = site.bindings.find((one) => one.imported === 'default' && member(one) === null);
  const asTypes = site.bindings.filter(
    (one) => one === whole || uses.some(({ binding, kind }) => binding === one && kind === 'type'),
  );
  const type = whole ? `typeof ${whole.local}` : `typeof import(${site.written})`;
  const call = plan.requireOf(site);
  if (!source.typescript) return { load: call, type, lines: [] };
  return { load: `${call} as ${type}`, type, lines: typeImports(source, site, asTypes) };
}

/** Of the name for the whole module, where there is one. */
function baseName({ bindings, specifier }: ImportSite): string {
  const whole = bindings.find(({ imported }) => /^(\*|=|default)$/.test(imported));
  return whole?.local ?? nameOfSpecifier(specifier);
}
