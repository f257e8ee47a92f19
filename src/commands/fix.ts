import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { EXIT, TargetError, UsageError } from '../errors.ts';
import { wantsColor, type Host } from '../io/host.ts';
import type { EntryConfig } from '../model/config.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { SCHEMA_VERSION } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { jsonText } from '../reporters/escape.ts';
import { analyseEntries } from './analysis.ts';
import { makeChanges, type FileChange } from './fix-changes.ts';
import { findChosen, type ChosenFix } from './fix-choice.ts';
import { gains, keepingRules, packagesAtStartup } from './fix-gain.ts';
import { compareBoots, verifyBoots, type VerifyOptions } from './fix-verify.ts';
import { coloredDiff, fixText, type FixOutcome } from './fix-words.ts';
import { unlessAborted } from './fix-interrupted.ts';
import { writeAll } from './fix-write.ts';
import type { GlobalFlags } from './flags.ts';
import { codeIfInterrupted } from './interrupted.ts';

export interface FixOptions extends VerifyOptions {
  /** A report that `suggest --json` wrote. */
  readonly from?: string;
  readonly dryRun?: true;
  /** Registers at startup what deferred modules used to register. */
  readonly keepEffects?: true;
  readonly verify?: true;
}

/**
 * `fix`: writes cuts into the files, all of them or none. Runs none of the analysed code unless `--verify` asks to boot.
 *
 * @param words ids of cuts, then names of entries
 * @throws UsageError for unknown cuts or files that cannot be written, TargetError for cuts that would change what the
 *   program does, or boots that fail, print or end otherwise afterwards (the files are then as before)
 */
export async function runFix(
  host: Host,
  flags: GlobalFlags,
  words: readonly string[],
  options: FixOptions,
): Promise<number> {
  const known = await findChosen(host, flags, words, options.from);
  const { project, analysis, cuts } = known;
  const moduleOf = moduleReader(analysis);
  const edges = analysis.groups.flatMap(({ built }) => built.graph.edges);
  const changes = await makeChanges({
    root: project.root,
    cuts,
    moduleOf,
    ...(options.keepEffects && { keepEffects: edges }),
  });
  const told = await beforeWriting(known, changes);
  if (options.dryRun || changes.length === 0) {
    await tell(host, flags, told);
    return EXIT.clean;
  }
  refuseInstalled(changes);
  const abort = new AbortController();
  // Writing itself takes no signal: it comes to us when all files are written.
  const release = guardInterrupts((name) => abort.abort(name));
  try {
    const { stays, ...done } = await write(host, flags, known, { changes, options, signal: abort.signal });
    const rules = keepingRules(cuts, done.gains ?? [], (id) => moduleOf(id)?.package ?? null, stays);
    await tell(host, flags, { ...told, ...done, written: true, rules });
    return abort.signal.aborted ? exitCodeOf(abort.signal.reason as NodeJS.Signals) : EXIT.clean;
  } catch (error) {
    return codeIfInterrupted(error, abort.signal);
  } finally {
    release();
  }
}

async function beforeWriting(
  { project: { config, entries }, cuts }: ChosenFix,
  changes: readonly FileChange[],
): Promise<FixOutcome> {
  const { unifiedDiff } = await import('../codemod/unified-diff.ts');
  const files = changes.map(({ file, before, after }) => ({ file, diff: unifiedDiff(file, before, after) }));
  const entryFiles = config.file === null ? filesOf(entries) : null;
  return { cuts, files, written: false, gains: null, verified: null, rules: [], entryFiles };
}

interface Writing {
  readonly changes: readonly FileChange[];
  readonly options: FixOptions;
  readonly signal: AbortSignal;
}

interface Written extends Pick<FixOutcome, 'verified' | 'gains'> {
  /** Packages still at startup. */
  readonly stays: ReadonlySet<string | null>;
}

/** Writes, looks at the graph again, and boots where asked; whatever fails, the files are as before. */
async function write(
  host: Host,
  flags: GlobalFlags,
  { project, analysis }: ChosenFix,
  { changes, options, signal }: Writing,
): Promise<Written> {
  const { root, entries } = project;
  const boot = () => verifyBoots(host, flags, { ...project, signal }, pickBoot(options));
  const before = options.verify ? await boot() : [];
  const undo = writeAll(changes);
  try {
    const looked = analyseEntries(host, flags, root, entries);
    const after = options.verify ? await looked : await unlessAborted(looked, signal);
    if (after === null) return { gains: null, stays: new Set(), verified: null };
    const won = gains(analysis, after);
    const stays = packagesAtStartup(after);
    if (!options.verify) return { gains: won, stays, verified: null };
    return { gains: won, stays, verified: compareBoots(before, await boot()) };
  } catch (error) {
    undo();
    throw asBefore(error);
  }
}

/**
 * Says that a failure left no trace.
 *
 * @returns an error of the same class; one that is no user's or program's as it is
 */
function asBefore(error: unknown): unknown {
  if (!(error instanceof UsageError) && !(error instanceof TargetError)) return error;
  const detail = { ...error.detail, hint: `All files are as before. ${error.detail.hint}` };
  return error instanceof UsageError
    ? new UsageError(detail, error.notices)
    : new TargetError(detail, error.notices);
}

function pickBoot({ node, timeout }: FixOptions): VerifyOptions {
  return { ...(node !== undefined && { node }), ...(timeout !== undefined && { timeout }) };
}

async function tell(host: Host, flags: GlobalFlags, outcome: FixOutcome): Promise<void> {
  if (flags.json) {
    const { cuts, entryFiles: _, ...rest } = outcome;
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

/**
 * What npm installed is not the user's to change: the next install undoes it.
 *
 * @throws UsageError `installed-files`
 */
function refuseInstalled(changes: readonly FileChange[]): void {
  const installed = changes.find(({ file }) => /(?:^|\/)node_modules\//.test(file));
  if (installed === undefined) return;
  throw new UsageError({
    code: 'installed-files',
    message: `${installed.file} was installed: the next install would undo the change`,
    hint: 'Nothing was written. Run fix in a checkout of that package, or keep its diff as a patch: fix --dry-run prints it.',
    at: { file: installed.file },
  });
}

function filesOf(entries: readonly EntryConfig[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.map(({ name, file }) => [name, file]));
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
