import { closest } from '../config/closest.ts';
import { UsageError } from '../errors.ts';
import type { EntryConfig } from '../model/config.ts';
import type { CutCandidate } from '../model/cut.ts';
import type { ImportEdge, ModuleGraph } from '../model/module-graph.ts';
import { withoutEdges, type CutStep } from '../trying/cut-step.ts';
import { splitWords } from './chosen-cuts.ts';
import type { EntryCuts } from './find-cuts.ts';
import { triedSteps } from './tried-edges.ts';

/** What is to be tried in the boots of one entry. */
export interface CutsToTry {
  readonly entry: EntryConfig;
  readonly candidates: readonly CutCandidate[];
  readonly steps: readonly CutStep[];
}

/** Stands for all cuts of an entry's plan. */
const PLAN = 'plan';

/** Ids of cuts, `plan`, and imports as `from>to`; the rest are entries. */
export function splitCutWords(words: readonly string[]): {
  readonly cuts: readonly string[];
  readonly entries: readonly string[];
} {
  const { ids, entries } = splitWords(words);
  const isCut = (word: string) => word === PLAN || word.includes('>');
  return { cuts: [...ids, ...entries.filter(isCut)], entries: entries.filter((word) => !isCut(word)) };
}

/**
 * Finds what is to be tried, by entry; an entry that has none of it is left out.
 *
 * @throws UsageError where nothing is named, a name is not known, or the plan is empty
 */
export function cutsToTry(words: readonly string[], cuts: readonly EntryCuts[]): CutsToTry[] {
  if (words.length === 0) {
    throw new UsageError({
      code: 'no-cut',
      message: 'no cut is named',
      hint: 'Give ids of cuts (import-budget suggest lists them), plan for all of the plan, or an import as from>to.',
    });
  }
  const known = new Set<string>();
  const found = cuts.map((each) => {
    const candidates = words.flatMap((word) => candidatesOf(word, each, known));
    const named = words.flatMap((word) => edgesOf(word, each.request.graph, known));
    return { entry: each.entry, candidates, steps: addNamed(triedSteps(candidates), named) };
  });
  const unknown = words.find((word) => !known.has(word));
  if (unknown !== undefined) throw noSuchCut(unknown, cuts);
  const chosen = found.filter(({ steps }) => steps.length > 0);
  if (chosen.length > 0) return chosen;
  throw new UsageError({
    code: 'nothing-to-try',
    message: 'the plan holds no cut',
    hint: 'import-budget suggest tells why.',
  });
}

/** An import that is named is put off, whatever a cut would do with it. */
function addNamed(steps: readonly CutStep[], named: readonly ImportEdge[]): readonly CutStep[] {
  if (named.length === 0) return steps;
  const edges = [...new Set(named)];
  return [...withoutEdges(steps, (edge) => edges.includes(edge)), { how: 'lazy', edges }];
}

function candidatesOf(word: string, { report }: EntryCuts, known: Set<string>): CutCandidate[] {
  const ids = word === PLAN ? report.plan.cuts : [word];
  const found = report.candidates.filter(({ id }) => ids.includes(id));
  if (found.length > 0 || word === PLAN) known.add(word);
  return found;
}

/** `from>to`: the importer's id, and the imported module's, or what the import says. */
function edgesOf(word: string, { edges }: ModuleGraph, known: Set<string>): ImportEdge[] {
  const at = word.indexOf('>');
  if (at < 1) return [];
  const [from, to] = [word.slice(0, at).trim(), word.slice(at + 1).trim()];
  const found = edges.filter(
    (edge) => edge.timing !== 'lazy' && edge.from === from && (edge.to === to || edge.specifier === to),
  );
  if (found.length > 0) known.add(word);
  return found;
}

function noSuchCut(word: string, cuts: readonly EntryCuts[]): UsageError {
  const near = closest(
    word,
    cuts.flatMap(({ report }) => report.candidates.map(({ id }) => id)),
  );
  return new UsageError({
    code: 'no-such-cut',
    message: `there is no cut ${word}`,
    hint: near
      ? `Did you mean ${near}?`
      : 'import-budget suggest lists the cuts there are, with --json all of them.',
  });
}
