import type { ModuleFormat } from '../../model/module-graph.ts';
import type { ThreadHeader } from '../protocol.ts';
import type { ModuleRow } from './module-table.ts';
import { addTotals } from './totals.ts';
import { COSTS, type TracedModule } from './traced-module.ts';

/**
 * Puts down what was found out about each module.
 *
 * @param rows loaded modules in order of first load
 */
export function tracedModules(rows: readonly ModuleRow[], mode: ThreadHeader['mode']): TracedModule[] {
  const ranks = new Map(rows.map((row, rank) => [row, rank]));
  const formats = rows.map((row) => formatOf(row));
  rows.forEach((row, at) => splitLate(row, formats[at] as ModuleFormat));
  const importers = rows.map((row) => (row.importer === null ? -1 : (ranks.get(row.importer) ?? -1)));
  const ownMs = rows.map((row) => COSTS.reduce((sum, cost) => sum + row[cost], 0));
  const totals = addTotals(importers, ownMs);
  const evaluationRanks = rankEvaluations(rows);
  return rows.map((row, at) => ({
    key: row.key,
    format: formats[at] as ModuleFormat,
    importer: row.importer?.key ?? null,
    ...duringOf(row),
    laterImporters: laterImporters(row, ranks),
    order: at,
    evaluationOrder: evaluationRanks.get(row) ?? null,
    resolveMs: row.resolveMs,
    readMs: row.readMs,
    lexMs: row.lexMs,
    compileMs: row.compileMs,
    linkMs: row.linkMs,
    selfMs: row.selfMs,
    totalMs: totals[at] as number,
    attribution: row.shared ? 'shared' : 'exact',
    outcome: outcomeOf(row, formats[at] as ModuleFormat, mode),
    instances: Math.max(1, row.begun),
  }));
}

/** ES modules load what they import before any of them is evaluated: only of CommonJS it says who called. */
function duringOf({ during, importer }: ModuleRow): Pick<TracedModule, 'during'> {
  if (during === undefined || during === importer || importer === null || importer.format === 'esm')
    return {};
  return { during: during?.key ?? null };
}

function formatOf(row: ModuleRow): ModuleFormat {
  if (row.format !== null && row.format !== 'cjs') return row.format;
  if (row.compiled || row.begun > 0 || row.format === 'cjs') return 'cjs';
  if (row.key.startsWith('node:')) return 'builtin';
  const extension = /\.(json|node|wasm|[cm]?[jt]sx?)$/.exec(row.key)?.[1];
  if (extension === 'json' || extension === 'wasm') return extension;
  if (extension === 'node') return 'native';
  return extension === undefined ? 'unknown' : extension.startsWith('m') ? 'esm' : 'cjs';
}

/** Where the start of a body could not be seen, what was called reading or compiling is mostly evaluation. */
function splitLate(row: ModuleRow, format: ModuleFormat): void {
  if (format !== 'cjs') return;
  if (!row.compiled) {
    row.readMs -= row.unsplitReadMs;
    row.selfMs += row.unsplitReadMs;
  }
  if (row.begun === 0) {
    row.compileMs -= row.unsplitCompileMs;
    row.selfMs += row.unsplitCompileMs;
  }
}

function rankEvaluations(rows: readonly ModuleRow[]): Map<ModuleRow, number> {
  const begun = rows.filter((row) => row.begunAt >= 0);
  begun.sort((left, right) => left.begunAt - right.begunAt);
  return new Map(begun.map((row, rank) => [row, rank]));
}

function laterImporters(row: ModuleRow, ranks: ReadonlyMap<ModuleRow, number>): string[] {
  const later = [...row.importers].filter((importer) => importer !== row.importer && ranks.has(importer));
  later.sort((left, right) => (ranks.get(left) as number) - (ranks.get(right) as number));
  return later.map(({ key }) => key);
}

function outcomeOf(
  row: ModuleRow,
  format: ModuleFormat,
  mode: ThreadHeader['mode'],
): TracedModule['outcome'] {
  if (row.begun > row.ended) return 'unfinished';
  if (row.threw) return 'threw';
  if (row.begun > 0 || (row.settled && format !== 'esm')) return 'evaluated';
  if (format === 'cjs' || format === 'esm' || format === 'unknown') return 'unfinished';
  // Data and builtins have no body: they are evaluated before the module that declares the import.
  const waits = row.importer?.format === 'esm' && row.importer.begun === 0;
  return waits && mode === 'internal' && !row.settled ? 'unfinished' : 'evaluated';
}
