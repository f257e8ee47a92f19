import { ts } from 'ts-morph';
import type { CutReason, ImportUses } from '../model/cut.ts';
import { EditPlan } from './edit-plan.ts';
import type { Host } from './hosts.ts';
import type { ImportSite, ImportSyntax, RequireSyntax } from './import-site.ts';
import { deferByGetter } from './defer-getter.ts';
import { interleavedFrom } from './interleaving.ts';
import { replaceUse } from './replace-use.ts';
import {
  awaitImport,
  declarationsOf,
  expressionOf,
  requireCall,
  requiredAgain,
  type Loading,
} from './loading.ts';
import { bindingsIn, isInScope, placesFor, type Place } from './places.ts';
import { Refusal } from './refusal.ts';
import { removeImport } from './remove-import.ts';
import { reasonAt, type Source } from './source.ts';
import { isWholeOfCommonJs, synchronousProblem } from './synchronous-problem.ts';
import { typedLoading } from './typed-loading.ts';
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
  const isSync = SYNCHRONOUS.has(shape) || isWholeOfCommonJs(source, site, values);
  const canAwait = awaiting.length === values.length && !isSync;
  const awaits = canAwait && !isRatherRequired(source, used, values);
  if (!awaits) {
    const problem = synchronousProblem(source, used);
    if (problem.length > 0) throw new Refusal(problem);
    if (source.format === 'esm' && /^(?:node:)?module$/.test(site.specifier)) {
      const detail = 'what loads synchronously is made of it';
      throw new Refusal([reasonAt(source, site.statement.getStart(source.root), 'computed', detail)]);
    }
    if (shape === 'getter') return deferByGetter(plan, used);
  }
  const loading = awaits ? awaitImport(source, site) : requireCall(source, site, plan.requireOf(site));
  const hostOf = awaits ? asyncHost : nearest;
  const found = placesIn(source, values, loading, hostOf);
  const places = awaits ? found.map(beforeSection) : found;
  const asTypes = uses.filter(({ kind, binding, node }) => {
    return kind === 'type' && !(isTypeOfValue(node) && places.some((one) => isInScope(one, node, binding)));
  });
  const kept = typedLoading(plan, { site, uses: [...values, ...asTypes] }, loading);
  const { edits, comments } = removeImport(source, site, kept.lines, plan.sites);
  plan.edits.push(...edits);
  placeLoads(plan, site, places, kept.typed, comments);
}

function deferRequire(plan: EditPlan, used: UsedSite<RequireSyntax>, shape: ImportUses['shape']): void {
  if (shape === 'getter') return deferByGetter(plan, used);
  const { source } = plan;
  const loading = requiredAgain(source, used.site);
  const { edits, comments } = removeImport(source, used.site, [], plan.sites);
  plan.edits.push(...edits);
  const values = used.uses.filter(({ kind }) => kind === 'value');
  placeLoads(plan, used.site, placesIn(source, values, loading, nearest), loading, comments);
}

function placesIn(
  source: Source,
  uses: readonly Use[],
  loading: Loading,
  hostOf: (use: Use) => Host | null,
): Place[] {
  return placesFor(
    uses,
    (use) => hostOf(use) as Host,
    (host, group) => hasNoStatements(source, host, group, loading),
  );
}

/** Whether awaiting where the import is used changes what its functions do at one go, and `require` is at hand. */
function isRatherRequired(source: Source, used: UsedSite<ImportSyntax>, values: readonly Use[]): boolean {
  const { target, bindings } = used.site;
  if (source.format !== 'cjs' || target?.format === 'esm' || synchronousProblem(source, used).length > 0)
    return false;
  const isTold =
    target?.exportsLikeEsm !== undefined || bindings.every(({ imported }) => imported !== 'default');
  const places = isTold ? placesIn(source, values, awaitImport(source, used.site), asyncHost) : [];
  return places.some((one) => interleavedFrom(one) !== null);
}

/** Awaits before the function starts what it does at one go. */
function beforeSection(place: Place): Place {
  const statement = interleavedFrom(place);
  return statement === null ? place : { ...place, slot: { kind: 'before', statement } };
}

/** `typeof X`, which means the nearest X. */
function isTypeOfValue(node: ts.Node): boolean {
  let at = node;
  while (ts.isQualifiedName(at.parent)) at = at.parent;
  return ts.isTypeQueryNode(at.parent);
}

/** Puts a load into each function that uses the import. */
function placeLoads(
  plan: EditPlan,
  site: ImportSyntax | RequireSyntax,
  places: readonly Place[],
  loading: Loading,
  comments: readonly string[],
): void {
  const { source } = plan;
  let above = comments;
  for (const { slot, uses } of places) {
    if (slot === null) {
      for (const use of uses)
        plan.edits.push(replaceUse(source, use, expressionOf(source, loading, use.binding)));
      continue;
    }
    plan.place(slot, declarationsOf(source, site, bindingsIn(uses), loading), above);
    above = [];
  }
}

/** A value of a field or parameter, or an arrow function's expression: loaded inside the expression itself. */
function hasNoStatements(source: Source, host: Host, uses: readonly Use[], { expression }: Loading): boolean {
  if (host.part !== 'body') return true;
  const arrow = ts.isArrowFunction(host.node) && !ts.isBlock(host.node.body);
  const short = !source.typescript && !expression.startsWith('await ');
  return arrow && short && uses.length === 1 && !ts.isJsxOpeningLikeElement(uses[0]!.node.parent);
}

function asyncHost({ hosts }: Use): Host | null {
  return hosts.find(({ async }) => async) ?? null;
}

function nearest({ hosts }: Use): Host | null {
  return hosts[0] ?? null;
}
