import { isTooDeep } from '../extract/nesting.ts';
import { parse } from '../extract/parse.ts';
import { positionsIn } from '../extract/position.ts';
import { namesIn } from '../extract/tree/pattern-names.ts';
import type { SyntaxNode } from '../extract/tree/syntax.ts';
import type { CutReason } from '../model/cut.ts';
import { Accessors } from './accessors.ts';
import { Edits } from './edits.ts';
import { keepLexedNames } from './keep-lexed-names.ts';
import type { LazyCut } from './lazy-cut.ts';
import type { Names, Trail, Variable } from './names.ts';
import { resolveNames } from './resolve-names.ts';
import { siteOf, specifierOf, type Refusal, type Site } from './site.ts';

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

function apply({ text, format, cuts, log }: RewriteRequest, names: Names): Rewritten {
  const edits = new Edits(text);
  const accessors = new Accessors({ text, format, log, edits, names });
  const skipped: { key: string; why: CutReason['code'] }[] = [];
  const applied: string[] = [];
  const taken = new Set<SyntaxNode>();
  for (const cut of cuts) {
    const sites = sitesOf(cut, text, names);
    const refusal = sites.length === 0 ? 'computed' : firstRefusal(sites, names);
    if (refusal !== null) skipped.push({ key: cut.key, why: refusal });
    else {
      // Two cuts may mean one import: what names it is rewritten once.
      for (const site of sites as Site[]) {
        if (!taken.has(nodeOf(site))) accessors.putOff(site, cut);
        taken.add(nodeOf(site));
      }
      applied.push(cut.key);
    }
  }
  if (applied.length === 0) return { text, applied, skipped };
  accessors.finish();
  const changed = edits.apply();
  return { text: format === 'cjs' ? keepLexedNames(text, changed) : changed, applied, skipped };
}

function sitesOf({ specifier, line }: LazyCut, text: string, names: Names): (Site | Refusal)[] {
  const placeOf = positionsIn(text);
  const isThere = ({ node }: Trail): boolean => {
    if (specifierOf(node) !== specifier) return false;
    return line === 0 || (placeOf(node.start).line <= line && line <= placeOf(node.end).line);
  };
  return names.loads.filter(isThere).map((load) => siteOf(load, names));
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
