import { posix } from 'node:path';
import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { sweepRunFolders } from '../boot/run-folder.ts';
import { saying } from '../comparing/base-findings.ts';
import { blameChanges } from '../comparing/blame-changes.ts';
import { bootPairs } from '../comparing/boot-pairs.ts';
import { compareReports } from '../comparing/compare-reports.ts';
import { renameModules } from '../comparing/rename-modules.ts';
import { repositoryOf } from '../comparing/repository.ts';
import { laidOutCommit, workingTree, type LaidOutSide, type LayOutRequest } from '../comparing/sides.ts';
import { knownError, type ErrorDetail } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { CompareReport, CpuVerdict, EntryComparison } from '../model/compare.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { analyseEntries } from './analysis.ts';
import { requestOfEntry } from './boot-request.ts';
import type { CompareOptions } from './compare.ts';
import type { GlobalFlags } from './flags.ts';
import { loadSides, type LoadedSide } from './load-sides.ts';
import { asOneError } from './one-error.ts';
import { packagesNotice } from './packages-notice.ts';
import { pairProgress } from './pair-progress.ts';
import { pairsProblem } from './pairs-problem.ts';
import { rootOf } from './project.ts';
import { startupReport } from './startup-report.ts';

/** Measuring of one entry; the test mostly ends long before. */
const MEASURING_MS = 300_000;

export interface RefsAsked {
  readonly base: string;
  /** Undefined for the working tree. */
  readonly head: string | undefined;
  readonly options: CompareOptions;
}

/** A report, and an exit code where the report alone does not decide it. */
interface Compared {
  readonly report: Report;
  readonly code?: number;
}

/**
 * Lays out both sides, compares their static graphs, then boots both in turn. Worktrees are removed whatever happens.
 *
 * @throws UsageError, TargetError
 */
export async function compareRefs(host: Host, flags: GlobalFlags, asked: RefsAsked): Promise<Compared> {
  const root = rootOf(host, flags);
  const repository = await repositoryOf(root);
  sweepRunFolders();
  const abort = new AbortController();
  const release = guardInterrupts((signal) => abort.abort(signal));
  const { install = false, prepare } = asked.options;
  const request = { repository, root, install, prepare, env: host.childEnv, signal: abort.signal };
  const sides: LaidOutSide[] = [];
  try {
    sides.push(await laidOutCommit(asked.base, request));
    sides.push(await headSide(asked.head, request));
    const [base, head] = sides as [LaidOutSide, LaidOutSide];
    const report = await compareSides(host, flags, { root, base, head, asked, signal: abort.signal });
    return abort.signal.aborted
      ? { report, code: exitCodeOf(abort.signal.reason as NodeJS.Signals) }
      : { report };
  } finally {
    for (const side of sides) await side.remove();
    release();
  }
}

function headSide(ref: string | undefined, request: LayOutRequest): Promise<LaidOutSide> {
  return ref === undefined ? workingTree(request) : laidOutCommit(ref, request);
}

interface LoadedSides {
  readonly base: LoadedSide;
  readonly head: LoadedSide;
}

interface Sides {
  /** Of the project in the working tree. */
  readonly root: string;
  readonly base: LaidOutSide;
  readonly head: LaidOutSide;
  readonly asked: RefsAsked;
  readonly signal: AbortSignal;
}

async function compareSides(host: Host, flags: GlobalFlags, sides: Sides): Promise<Report> {
  const { root, base, head, asked, signal } = sides;
  const loaded = await loadSides(host, flags, { root, base, head });
  const names = [asked.base, head.side.name] as const;
  const old = await saying(names[0], () => staticReport(host, flags, base, loaded.base));
  const now = await saying(names[1], () => staticReport(host, flags, head, loaded.head));
  const notices: Notice[] = [...now.notices, ...packagesNotice([base.side, head.side])];
  const still = await blameChanges(compareReports(old, now), head.root);
  const { entries, problems } =
    asked.options.staticOnly || signal.aborted
      ? { entries: still, problems: [] }
      : await withBoots(host, flags, sides, loaded, still);
  const compare: CompareReport = { base: base.side, head: head.side, entries };
  const failed = asOneError([...problems, ...failuresOf(compare)]);
  return { ...now, root, command: 'compare', notices, compare, ...failed };
}

/** A boot that fails leaves its entry unmeasured; what the graphs say stands. */
function failuresOf({ entries }: CompareReport): ErrorDetail[] {
  return entries.flatMap(({ name, cpu }) => (cpu?.kind === 'verdict' ? (pairsProblem(name, cpu) ?? []) : []));
}

async function staticReport(
  host: Host,
  flags: GlobalFlags,
  { root, rename, side }: LaidOutSide,
  { entries, config, notices }: LoadedSide,
): Promise<Report> {
  // A cache would be kept for a folder that is gone afterwards.
  const own = side.kind === 'working-tree' ? flags : { ...flags, cache: false };
  const there = entries.filter(({ file }) => isFile(posix.resolve(root, file)));
  const analysis = renameModules(await analyseEntries(host, own, root, there), rename);
  return startupReport({ root, config: config.file, notices, version: flags.version }, analysis);
}

interface Measured {
  readonly entries: readonly EntryComparison[];
  /** Why some could not be measured at all. */
  readonly problems: readonly ErrorDetail[];
}

async function withBoots(
  host: Host,
  flags: GlobalFlags,
  sides: Sides,
  loaded: LoadedSides,
  entries: readonly EntryComparison[],
): Promise<Measured> {
  const progress = startProgress(host, flags.quiet === true);
  const problems: ErrorDetail[] = [];
  const measured: EntryComparison[] = [];
  try {
    for (const entry of entries) {
      const onBoot = (done: number) => progress.step(done, pairProgress(entry.name, done));
      try {
        measured.push({ ...entry, cpu: await cpuOf(host, sides, loaded, entry, onBoot) });
      } catch (error) {
        // What the graphs say of it, and of the others, stands.
        problems.push(knownError(error).detail);
        measured.push(entry);
      }
    }
  } finally {
    progress.end();
  }
  return { entries: measured, problems };
}

/** Null where there are not two sides to boot. */
async function cpuOf(
  host: Host,
  { base, head, asked: { options }, signal }: Sides,
  loaded: LoadedSides,
  { name, presence }: EntryComparison,
  onBoot: (done: number) => void,
): Promise<CpuVerdict | null> {
  const [old, now] = [entryOf(loaded.base, name), entryOf(loaded.head, name)];
  if (presence !== 'both' || !old || !now || signal.aborted) return null;
  const context = (side: LaidOutSide, { config }: LoadedSide) => ({
    host,
    root: side.root,
    registrars: config.registrars,
    flags: { ...options, registrations: false },
    signal,
    onRun: () => undefined,
  });
  return bootPairs({
    base: requestOfEntry(old, context(base, loaded.base)),
    head: requestOfEntry(now, context(head, loaded.head)),
    leastShift: options.regression,
    maxMs: options.maxTime ?? MEASURING_MS,
    signal,
    onBoot,
  });
}

function entryOf({ entries }: LoadedSide, name: string): EntryConfig | undefined {
  return entries.find((entry) => entry.name === name);
}
