import type { Edit } from './edits.ts';
import { EditPlan } from './edit-plan.ts';
import type { ImportSite, ImportSyntax } from './import-site.ts';
import { declarationsOf, requireCall } from './loading.ts';
import { Refusal } from './refusal.ts';
import { removeImport } from './remove-import.ts';
import { reasonAt, type Source } from './source.ts';
import { synchronousProblem } from './synchronous-problem.ts';
import { typeImports } from './type-imports.ts';
import { findUses, type Use } from './uses.ts';

/**
 * Loads CommonJS at startup as before, but by require: Node then need not search its text for export names.
 *
 * @throws Refusal where the import is none of an ES module, names nothing (as a constant it would run after the other
 *   imports, and it is written for what it does), is exported again, or `require` gives something else
 */
export function loadByRequire(source: Source, sites: readonly ImportSite[]): Edit[] {
  const plan = new EditPlan(source, sites);
  for (const site of sites) {
    if (site.form !== 'import' || source.format !== 'esm') {
      const start = (site.form === 'inline' ? site.call : site.statement).getStart(source.root);
      throw new Refusal([reasonAt(source, start, 'computed', 'it is no import of an ES module')]);
    }
    if (site.bindings.length === 0) {
      const start = site.statement.getStart(source.root);
      throw new Refusal([reasonAt(source, start, 'side-effect-import', site.specifier)]);
    }
    const uses = findUses(source, site.bindings);
    const problems = [
      ...uses.flatMap(({ problem }) => (problem?.code === 're-export' ? [problem] : [])),
      ...synchronousProblem(source, { site, uses }),
    ];
    if (problems.length > 0) throw new Refusal(problems);
    loadSite(plan, site, uses);
  }
  return plan.all();
}

function loadSite(plan: EditPlan, site: ImportSyntax, uses: readonly Use[]): void {
  const { source } = plan;
  const { expression, member } = requireCall(source, site, plan.requireOf(site));
  const types = uses.filter(({ kind }) => kind === 'type');
  const typed: string[] = [];
  let loaded = expression;
  if (source.typescript) {
    // A constant cannot have the name of an import beside it: types go by another one.
    for (const binding of site.bindings) {
      const own = types.filter((use) => use.binding === binding);
      const whole = binding.imported === 'default' && member(binding) === null;
      if (own.length === 0 && !whole) continue;
      const alias = plan.names.take(`${binding.local}Type`);
      typed.push(...typeImports(source, site, [{ ...binding, local: alias }]));
      for (const { node } of own)
        plan.edits.push({ start: node.getStart(source.root), end: node.getEnd(), text: alias });
      if (whole) loaded = `${expression} as typeof ${alias}`;
    }
  }
  const values = site.bindings.filter(({ typeOnly }) => !typeOnly);
  const { edits } = removeImport(source, site, typed, plan.sites);
  plan.edits.push(...edits);
  plan.afterImports(declarationsOf(source, site, values, { expression: loaded, member }));
}
