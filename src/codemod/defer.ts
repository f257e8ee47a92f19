import { ts } from 'ts-morph';
import type { CutReason, ImportUses } from '../model/cut.ts';
import { EditPlan } from './edit-plan.ts';
import type { Host } from './hosts.ts';
import type { Binding, ImportSite, ImportSyntax, RequireSyntax } from './import-site.ts';
import { deferByGetter } from './defer-getter.ts';
import { replaceUse } from './replace-use.ts';
import {
  awaitImport,
  declarationsOf,
  expressionOf,
  requireCall,
  requiredAgain,
  type Loading,
} from './loading.ts';
import { slotFor } from './placement.ts';
import { Refusal } from './refusal.ts';
import { removeImport } from './remove-import.ts';
import { reasonAt, type Source } from './source.ts';
import { synchronousProblem } from './synchronous-problem.ts';
import { typeImports } from './type-imports.ts';
import { findUses, type Use } from './uses.ts';

const SYNCHRONOUS: ReadonlySet<ImportUses['shape']> = new Set([
  'getter',
  'require',
  'create-require',
] as const);

/** An import with all its uses. */
export interface UsedSite<Site extends ImportSite = ImportSite> {
  readonly site: Site;
  readonly uses: readonly Use[];
}

/**
 * Loads imports where their names are used.
 *
 * @throws Refusal where that would change what the program does
 */
export function deferImports(
  source: Source,
  sites: readonly ImportSite[],
  shape: ImportUses['shape'],
): EditPlan {
  const used = sites.map((site) => ({ site, uses: findUses(source, site.bindings) }));
  const problems = used.flatMap((one) => problemsOf(source, one));
  if (problems.length > 0) throw new Refusal(problems);
  const plan = new EditPlan(source, sites);
  for (const { site, uses } of used) {
    if (site.form === 'import') deferImport(plan, { site, uses }, shape);
    else if (site.form === 'require') deferRequire(plan, { site, uses }, shape);
  }
  return plan;
}

function problemsOf(source: Source, { site, uses }: UsedSite): CutReason[] {
  const start = (site.form === 'inline' ? site.call : site.statement).getStart(source.root);
  if (site.form === 'inline') return [reasonAt(source, start, 'top-level-use', `require(${site.written})`)];
  if (site.bindings.length === 0) return [reasonAt(source, start, 'side-effect-import', site.specifier)];
  return uses.flatMap(({ problem }) => (problem === null ? [] : [problem]));
}

function deferImport(plan: EditPlan, used: UsedSite<ImportSyntax>, shape: ImportUses['shape']): void {
  const { source } = plan;
  const { site, uses } = used;
  const values = uses.filter(({ kind }) => kind === 'value');
  const awaiting = values.filter((use) => asyncHost(use) !== null);
  const awaits = awaiting.length === values.length && !SYNCHRONOUS.has(shape);
  if (!awaits) {
    const problem = synchronousProblem(source, used);
    if (problem.length > 0) throw new Refusal(problem);
    if (shape === 'getter') return deferByGetter(plan, used);
  }
  const loading = awaits ? awaitImport(source, site) : requireCall(source, site, plan.loader());
  const kept = typesKept(plan, used, awaits ? null : loading);
  const { edits, comments } = removeImport(source, site, kept.lines, plan.sites);
  plan.edits.push(...edits);
  placeLoads(plan, { site, uses: values }, kept.typed, comments, awaits ? asyncHost : nearest);
}

function deferRequire(plan: EditPlan, used: UsedSite<RequireSyntax>, shape: ImportUses['shape']): void {
  if (shape === 'getter') return deferByGetter(plan, used);
  const loading = requiredAgain(plan.source, used.site);
  const { edits, comments } = removeImport(plan.source, used.site, [], plan.sites);
  plan.edits.push(...edits);
  placeLoads(plan, used, loading, comments, nearest);
}

/** The types that stay imported, and the load with the types it needs. */
function typesKept(
  plan: EditPlan,
  { site, uses }: UsedSite<ImportSyntax>,
  required: Loading | null,
): { lines: string[]; typed: Loading } {
  const { source } = plan;
  const loading = required ?? awaitImport(source, site);
  if (!source.typescript) return { lines: [], typed: loading };
  const asTypes = site.bindings.filter((one) =>
    uses.some(({ binding, kind }) => binding === one && kind === 'type'),
  );
  const lines = typeImports(source, site, asTypes);
  const whole = site.bindings.find((one) => one.imported === 'default' && required?.member(one) === null);
  if (whole === undefined) return { lines, typed: loading };
  const alias = plan.names.take(`${whole.local}Type`);
  const typed = { ...loading, expression: `${loading.expression} as typeof ${alias}` };
  return { lines: [...lines, ...typeImports(source, site, [{ ...whole, local: alias }])], typed };
}

/** Puts a load into each function that uses the import. */
function placeLoads(
  plan: EditPlan,
  { site, uses }: UsedSite,
  loading: Loading,
  comments: readonly string[],
  hostOf: (use: Use) => Host | null,
): void {
  const { source } = plan;
  let above = comments;
  for (const group of byOwner(uses, hostOf).values()) {
    const host = hostOf(group[0]!) as Host;
    if (hasNoStatements(source, host, group, loading)) {
      for (const use of group)
        plan.edits.push(replaceUse(source, use, expressionOf(source, loading, use.binding)));
      continue;
    }
    const slot = slotFor(
      host.node as ts.FunctionLikeDeclaration,
      group.map(({ node }) => node),
    );
    plan.place(slot, declarationsOf(source, site, bindingsIn(group), loading), above);
    above = [];
  }
}

function byOwner(uses: readonly Use[], hostOf: (use: Use) => Host | null): Map<string, Use[]> {
  const owners = new Map<string, Use[]>();
  for (const use of uses) {
    const host = hostOf(use) as Host;
    const key = `${host.part}:${host.node.pos}:${host.node.end}`;
    owners.set(key, [...(owners.get(key) ?? []), use]);
  }
  return owners;
}

/** A value of a field or parameter, or an arrow function's expression: loaded inside the expression itself. */
function hasNoStatements(source: Source, host: Host, uses: readonly Use[], { expression }: Loading): boolean {
  if (host.part !== 'body') return true;
  const arrow = ts.isArrowFunction(host.node) && !ts.isBlock(host.node.body);
  const short = !source.typescript && !expression.startsWith('await ');
  return arrow && short && uses.length === 1 && !ts.isJsxOpeningLikeElement(uses[0]!.node.parent);
}

function bindingsIn(uses: readonly Use[]): Binding[] {
  return [...new Set(uses.map(({ binding }) => binding))];
}

function asyncHost({ hosts }: Use): Host | null {
  return hosts.find(({ async }) => async) ?? null;
}

function nearest({ hosts }: Use): Host | null {
  return hosts[0] ?? null;
}
