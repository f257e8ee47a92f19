import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { EXIT } from '../errors.ts';
import { wantsColor, type Host } from '../io/host.ts';
import { removeFile, replaceFile } from '../io/replace-file.ts';
import type { CutCandidate } from '../model/cut.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { SCHEMA_VERSION } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { jsonText } from '../reporters/escape.ts';
import { analyseEntries } from './analysis.ts';
import { chosenCuts, splitWords } from './chosen-cuts.ts';
import { makeChanges, type FileChange } from './fix-changes.ts';
import { gains, keepingRule, packagesAtStartup } from './fix-gain.ts';
import { cpuOf, verifyBoots, type VerifyOptions } from './fix-verify.ts';
import { coloredDiff, fixText, type FixOutcome } from './fix-words.ts';
import type { GlobalFlags } from './flags.ts';
import { codeIfInterrupted } from './interrupted.ts';
import { loadProject, type Project } from './project.ts';
import { readSavedReport, requireReport } from './read-report.ts';

export interface FixOptions extends VerifyOptions {
  /** A report that `suggest --json` wrote. */
  readonly from?: string;
  readonly dryRun?: true;
  /** Registers at startup what deferred modules used to register. */
  readonly keepEffects?: true;
  readonly verify?: true;
}

interface Known {
  readonly project: Project;
  readonly analysis: Analysis;
  readonly cuts: readonly CutCandidate[];
}

/**
 * `fix`: writes cuts into the files, all of them or none. Runs none of the analysed code unless `--verify` asks to boot.
 *
 * @param words ids of cuts, then names of entries
 * @throws UsageError for unknown cuts or files that cannot be written, TargetError for cuts that would change what the
 *   program does, or boots that fail afterwards (the files are then as before)
 */
export async function runFix(
  host: Host,
  flags: GlobalFlags,
  words: readonly string[],
  options: FixOptions,
): Promise<number> {
  const known = await findChosen(host, flags, words, options);
  const { project, analysis, cuts } = known;
  const moduleOf = moduleReader(analysis);
  const edges = analysis.groups.flatMap(({ built }) => built.graph.edges);
  const changes = await makeChanges({
    root: project.root,
    cuts,
    moduleOf,
    ...(options.keepEffects && { keepEffects: edges }),
  });
  const { unifiedDiff } = await import('../codemod/unified-diff.ts');
  const files = changes.map(({ file, before, after }) => ({ file, diff: unifiedDiff(file, before, after) }));
  const plain: FixOutcome = { cuts, files, written: false, gains: null, verified: null, rule: null };
  if (options.dryRun || changes.length === 0) {
    await tell(host, flags, plain);
    return EXIT.clean;
  }
  const abort = new AbortController();
  const release = options.verify ? guardInterrupts((name) => abort.abort(name)) : () => undefined;
  try {
    const { stays, ...done } = await write(host, flags, known, { changes, options, signal: abort.signal });
    const rule = keepingRule(cuts, done.gains, (id) => moduleOf(id)?.package ?? null, stays);
    await tell(host, flags, { ...plain, ...done, written: true, rule });
    return abort.signal.aborted ? exitCodeOf(abort.signal.reason as NodeJS.Signals) : EXIT.clean;
  } catch (error) {
    return codeIfInterrupted(error, abort.signal);
  } finally {
    release();
  }
}

async function findChosen(
  host: Host,
  flags: GlobalFlags,
  words: readonly string[],
  { from }: FixOptions,
): Promise<Known> {
  const { ids, entries } = splitWords(words);
  if (from === undefined) {
    const { findCuts } = await import('./find-cuts.ts');
    const { analysis, reports } = await findCuts(host, flags, entries, {});
    const project = await loadProject(host, flags, entries);
    return { project, analysis, cuts: chosenCuts(ids, reports) };
  }
  const report = requireReport(await readSavedReport(host, from, flags.version));
  const cuts = chosenCuts(ids, report.cuts ?? []);
  const project = await loadProject(host, flags, entries);
  return { project, cuts, analysis: await analyseEntries(host, flags, project.root, project.entries) };
}

interface Writing {
  readonly changes: readonly FileChange[];
  readonly options: FixOptions;
  readonly signal: AbortSignal;
}

interface Written extends Pick<FixOutcome, 'verified'> {
  readonly gains: NonNullable<FixOutcome['gains']>;
  /** Packages still at startup. */
  readonly stays: ReadonlySet<string | null>;
}

/** Writes, looks at the graph again, and boots where asked; whatever fails, the files are as before. */
async function write(
  host: Host,
  flags: GlobalFlags,
  { project, analysis }: Known,
  { changes, options, signal }: Writing,
): Promise<Written> {
  const { root, entries } = project;
  const boot = () => verifyBoots(host, flags, { ...project, signal }, pickBoot(options));
  const before = options.verify ? await boot() : [];
  const undo = writeAll(changes);
  try {
    const after = await analyseEntries(host, flags, root, entries);
    const won = gains(analysis, after);
    const stays = packagesAtStartup(after);
    if (!options.verify) return { gains: won, stays, verified: null };
    const booted = await boot();
    const verified = booted.flatMap((trace, at) => {
      const [beforeMs, afterMs] = [cpuOf(before[at]), cpuOf(trace)];
      return beforeMs === null || afterMs === null ? [] : [{ entry: trace.entry, beforeMs, afterMs }];
    });
    return { gains: won, stays, verified };
  } catch (error) {
    undo();
    throw error;
  }
}

/** @returns what puts everything back */
function writeAll(changes: readonly FileChange[]): () => void {
  const written: FileChange[] = [];
  const undo = (): void => {
    const failed: unknown[] = [];
    for (const { path, before, after } of written) {
      try {
        if (before === null) removeFile(path);
        else replaceFile(path, after, before);
      } catch (error) {
        failed.push(error);
      }
    }
    // One that cannot be put back does not keep the others as they were written.
    if (failed.length > 0) throw failed[0];
  };
  try {
    for (const change of changes) {
      replaceFile(change.path, change.before, change.after);
      written.push(change);
    }
    return undo;
  } catch (error) {
    undo();
    throw error;
  }
}

function pickBoot({ node, timeout }: FixOptions): VerifyOptions {
  return { ...(node !== undefined && { node }), ...(timeout !== undefined && { timeout }) };
}

async function tell(host: Host, flags: GlobalFlags, outcome: FixOutcome): Promise<void> {
  if (flags.json) {
    const { cuts, ...rest } = outcome;
    const told = { schemaVersion: SCHEMA_VERSION, command: 'fix', cuts: cuts.map(({ id }) => id), ...rest };
    host.stdout.write(`${jsonText(told)}\n`);
    return;
  }
  if (!outcome.written) {
    const colored = wantsColor(flags.color, host.env, host.stdout);
    const { Chalk } = await import('chalk');
    const chalk = new Chalk({ level: colored ? 1 : 0 });
    for (const { diff } of outcome.files) {
      // Off a terminal it is for `git apply`: as it is.
      host.stdout.write(host.stdout.isTerminal || colored ? coloredDiff(diff, chalk.red, chalk.green) : diff);
    }
    if (outcome.files.length > 0) return;
  }
  host.stdout.write(fixText(outcome));
}

function moduleReader({ groups }: Analysis): (id: ModuleId) => ModuleRecord | undefined {
  return (id) => {
    for (const { built } of groups) {
      const node = built.graph.index.get(id);
      if (node !== undefined) return built.graph.modules[node];
    }
    return undefined;
  };
}
