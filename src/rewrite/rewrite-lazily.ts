import { isTooDeep } from '../extract/nesting.ts';
import { parse } from '../extract/parse.ts';
import { positionsIn } from '../extract/position.ts';
import { namesIn } from '../extract/tree/pattern-names.ts';
import type { SyntaxNode } from '../extract/tree/syntax.ts';
import type { CutReason } from '../model/cut.ts';
import { Accessors } from './accessors.ts';
import { computedSiteOf, type ComputedSite } from './computed-site.ts';
import { Edits } from './edits.ts';
import { insteadProblem } from './instead.ts';
import { keepLexedNames } from './keep-lexed-names.ts';
import type { LazyCut } from './lazy-cut.ts';
import type { Names, Trail, Variable } from './names.ts';
import { resolveNames } from './resolve-names.ts';
import { aliasSiteOf, siteOf, specifierOf, type Refusal, type Site } from './site.ts';
import { isPlainAround } from './stored-loads.ts';

export interface RewriteRequest {
  /** With the dot. */
  readonly extension: string;
  readonly text: string;
  /** How Node runs the file: ES module syntax that is compiled to CommonJS counts as `cjs`. */
  readonly format: 'esm' | 'cjs';
  readonly cuts: readonly LazyCut[];
  /** Absolute path of the file that the program is to write to when a name is first read. */
  readonly log: string;
}

export interface Rewritten {
  readonly text: string;
  /** Keys. */
  readonly applied: readonly string[];
  readonly skipped: readonly { readonly key: string; readonly why: CutReason['code'] }[];
}

/** One line of the log, as JSON: an import that was loaded, and who read a name of it. */
export interface Touch {
  readonly key: string;
  /** As `Error.stack` has it, without frames of ours; its first line says nothing. */
  readonly stack: string;
  /** What a computed import loaded: an absolute path. */
  readonly file?: string;
}

/**
 * Makes imports of a file lazy without a Proxy: each name of theirs is replaced, wherever it is read, by a call that
 * loads the module at the first read and logs who made it. All else stays where it is, line by line. What cannot be put
 * off (see {@link CutReason}) is left as it is and said.
 */
export function rewriteLazily(request: RewriteRequest): Rewritten {
  const { extension, text, format, cuts } = request;
  const refuseAll = (): Rewritten => ({
    text,
    applied: [],
    skipped: cuts.map(({ key }) => ({ key, why: 'unreadable' })),
  });
  if (isTooDeep(text, false)) return refuseAll();
  const { result, problem } = parse(extension, text);
  if (problem !== undefined) return refuseAll();
  let names: Names;
  try {
    names = resolveNames(result.program as unknown as SyntaxNode, format === 'cjs');
  } catch (error) {
    if (error instanceof RangeError) return refuseAll();
    throw error;
  }
  return apply(request, names);
}

function apply({ text, extension, format, cuts, log }: RewriteRequest, names: Names): Rewritten {
  const isTyped = /^\.[cm]?tsx?$/.test(extension);
  const edits = new Edits(text);
  const accessors = new Accessors({ text, format, isTyped, log, edits, names });
  const skipped: { key: string; why: CutReason['code'] }[] = [];
  const applied: string[] = [];
  const taken = new Set<SyntaxNode>();
  for (const cut of cuts) {
    const changes = changesOf(cut, text, { names, accessors, format });
    if ('refused' in changes) skipped.push({ key: cut.key, why: changes.refused });
    else {
      // Two cuts may mean one import: it is rewritten once.
      for (const [node, write] of changes) {
        if (!taken.has(node)) write();
        taken.add(node);
      }
      applied.push(cut.key);
    }
  }
  if (applied.length === 0) return { text, applied, skipped };
  accessors.finish();
  let changed: string;
  try {
    changed = edits.apply();
  } catch (error) {
    // One of the cuts changes what another moves.
    if (!(error instanceof RangeError)) throw error;
    return { text, applied: [], skipped: cuts.map(({ key }) => ({ key, why: 'unreadable' })) };
  }
  return { text: format === 'cjs' ? keepLexedNames(text, changed) : changed, applied, skipped };
}

interface Changing {
  readonly names: Names;
  readonly accessors: Accessors;
  readonly format: 'esm' | 'cjs';
}

/** What writes a cut, by the nodes that it changes; or why there is nothing that could. */
function changesOf(
  cut: LazyCut,
  text: string,
  { names, accessors, format }: Changing,
): ReadonlyMap<SyntaxNode, () => void> | Refusal {
  const loads = names.loads.filter(isAt(cut, text, true));
  const { instead } = cut;
  if (instead !== undefined) {
    const problems = loads.map(({ node }) => insteadProblem(node, instead, { format }));
    const refused = loads.length === 0 ? 'computed' : problems.find((problem) => problem !== null);
    if (refused) return { refused };
    return new Map(loads.map(({ node }) => [node, () => accessors.replace(node, cut)]));
  }
  if (loads.length === 0 && cut.mayBeComputed) {
    const sites = names.computed.filter(isAt(cut, text, false)).map((load) => computedSiteOf(load, names));
    const refusal = sites.find((site) => 'refused' in site || !isWritable(site, text));
    if (refusal !== undefined) return 'refused' in refusal ? refusal : { refused: 'unreadable' };
    if (sites.length === 0) return { refused: 'computed' };
    return new Map(
      (sites as ComputedSite[]).map((site) => [site.call, () => accessors.putOffComputed(site, cut)]),
    );
  }
  const sites = loads.map((load) => siteOf(load, names)).flatMap((site) => [site, ...aliasesOf(site, names)]);
  const refused = sites.length === 0 ? 'computed' : firstRefusal(sites, names);
  if (refused !== null) return { refused };
  return new Map((sites as Site[]).map((site) => [nodeOf(site), () => accessors.putOff(site, cut)]));
}

/** What compilers' helpers make of the names of an import is put off with them. */
function aliasesOf(site: Site | Refusal, names: Names): Site[] {
  if ('refused' in site || firstRefusal([site], names) !== null) return [];
  return variablesOf(site, names).flatMap(({ references }) =>
    references.flatMap((reference) => aliasSiteOf(reference, names) ?? []),
  );
}

function isAt({ specifier, line }: LazyCut, text: string, isLiteral: boolean): (load: Trail) => boolean {
  const placeOf = positionsIn(text);
  return ({ node }) => {
    if (isLiteral && specifierOf(node) !== specifier) return false;
    return line === 0 || (placeOf(node.start).line <= line && line <= placeOf(node.end).line);
  };
}

/** Whether the code around the calls can be moved. */
function isWritable(site: ComputedSite, text: string): boolean {
  if (site.kind === 'loader') return site.stores.every((store) => isPlainAround(store, text));
  return site.kind === 'at-once' || isPlainAround(site, text);
}

/** Why the places that load it cannot be put off; null where all can. */
function firstRefusal(sites: readonly (Site | Refusal)[], names: Names): CutReason['code'] | null {
  for (const site of sites) {
    if ('refused' in site) return site.refused;
    for (const variable of variablesOf(site, names)) {
      const why = refusalOf(variable);
      if (why !== null) return why;
    }
  }
  return null;
}

function refusalOf({ declarations, references }: Variable): CutReason['code'] | null {
  if (declarations > 1 || references.some(({ writes }) => writes)) return 'reassigned';
  for (const { up } of references) {
    if (up.node.type === 'ExportSpecifier') return 're-export';
    if (up.node.type === 'TSImportEqualsDeclaration') return 'unreadable';
    if (isInDecorator(up)) return 'decorator';
  }
  return null;
}

/** `@name` and `@name()`; what stands among the arguments is an ordinary read. */
function isInDecorator(up: Trail): boolean {
  let at: Trail | null = up;
  while (at !== null && /^(Member|Call|Parenthesized)Expression$/.test(at.node.type)) at = at.up;
  return at?.node.type === 'Decorator';
}

/** The names that a site declares. */
function variablesOf(site: Site, { declared }: Names): Variable[] {
  const found: Variable[] = [];
  const look = (node: SyntaxNode): void => {
    const variable = declared.get(node);
    if (variable !== undefined) found.push(variable);
  };
  if (site.kind === 'import') for (const { local } of site.node['specifiers']) look(local);
  else if (site.kind === 'import-equals') look(site.node['id']);
  else if (site.kind === 'variable') for (const name of namesIn(site.declarator['id'])) look(name);
  return found;
}

function nodeOf(site: Site): SyntaxNode {
  if (site.kind === 'variable') return site.declarator;
  return site.kind === 'value' ? site.value : site.node;
}
