import { readyProbe } from '../boot/ready/registry.ts';
import { sweepRunFolders } from '../boot/run-folder.ts';
import { UsageError } from '../errors.ts';
import { judgeProof } from '../hazards/judge-proof.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { BootTrace } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { CycleReport, CyclesReport, Proof } from '../model/cycles.ts';
import type { ColdLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { coldLoad } from '../recording/cold-load.ts';
import { recordBoot } from '../recording/record-boot.ts';
import { requestOfEntry } from './boot-request.ts';
import type { CyclesOptions } from './cycles.ts';

export interface ProveRequest {
  readonly root: string;
  readonly entries: readonly EntryConfig[];
  readonly report: CyclesReport;
  readonly options: CyclesOptions;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** Members of one cycle that are tried unless all are asked for. */
const MOST_OF_A_CYCLE = 20;
const TYPESCRIPT = /\.[cm]?tsx?$/i;

/** Loads unsafe members as the first module of a fresh process, and adds what Node said. Runs the user's code. */
export async function proveCycles(host: Host, request: ProveRequest): Promise<CyclesReport> {
  sweepRunFolders();
  const { report, quiet } = request;
  const progress = startProgress(host, quiet);
  const settings = new Map<string, Setting>();
  const sought = new Map(report.cycles.map((cycle) => [cycle, soughtIn(cycle, request)]));
  const cycles: CycleReport[] = [];
  let done = 0;
  try {
    for (const cycle of report.cycles) {
      const entry = entryOf(cycle);
      const modules = sought.get(cycle)!;
      if (modules.length === 0) {
        cycles.push(cycle);
        continue;
      }
      progress.step((done += modules.length), 'modules loaded first');
      const all = report.cycles.flatMap((each) => (entryOf(each) === entry ? sought.get(each)! : []));
      const setting = settings.get(entry) ?? (await settingOf(host, entry, all, request));
      settings.set(entry, setting);
      cycles.push(withProofs(cycle, await loadFirst(setting, modules)));
    }
  } finally {
    progress.end();
  }
  return { ...report, cycles };
}

/** The entry whose way of starting the members of a cycle are loaded in. */
function entryOf({ entrances }: CycleReport): string {
  return entrances[0]?.entry ?? '';
}

/** Unsafe members of a cycle that are to be tried. */
function soughtIn({ unsafe }: CycleReport, { options }: ProveRequest): ModuleId[] {
  const tried = unsafe.slice(0, options.proveAll ? undefined : MOST_OF_A_CYCLE);
  return tried.map(({ member }) => member);
}

/** How an entry is started; or why it cannot be. */
type Setting =
  | { readonly problem: string }
  | { readonly boot: BootRequest; readonly entryFile: ModuleId; readonly trace: BootTrace | null };

/** @param modules all that are tried with the entry, of whichever cycle */
async function settingOf(
  host: Host,
  name: string,
  modules: readonly ModuleId[],
  { root, entries, options, signal }: ProveRequest,
): Promise<Setting> {
  const entry = entries.find((each) => each.name === name);
  if (entry === undefined) return { problem: `there is no entry ${name}` };
  const flags = { ...options, registrations: false };
  try {
    const boot = requestOfEntry(entry, { host, root, registrars: [], flags, signal, onRun: () => undefined });
    // A boot tells which files sources were compiled to.
    const booted = modules.some((id) => TYPESCRIPT.test(id)) && 'run' in entry.boot;
    const trace = booted ? (await recordBoot({ ...boot, plainRuns: 1, probedRuns: 1 })).trace : null;
    return { boot: { ...boot, ready: readyProbe('exit') }, entryFile: entry.file as ModuleId, trace };
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.detail.message };
    throw error;
  }
}

async function loadFirst(setting: Setting, modules: readonly ModuleId[]): Promise<Map<ModuleId, Proof>> {
  if ('problem' in setting) {
    const proof: Proof = { outcome: 'not-run', message: setting.problem, at: null };
    return new Map(modules.map((id) => [id, proof]));
  }
  const loads = await coldLoad({ ...setting, modules });
  return new Map(loads.map((load) => [load.module, proofOf(load)]));
}

function proofOf({ outcome, message, at }: ColdLoad): Proof {
  const place = at === undefined ? null : { file: at.file, line: at.line ?? null };
  if (outcome === 'not-run') return { outcome, message, at: null };
  return { outcome: outcome === 'ok' ? 'did-not-fail' : 'otherwise', message, at: place };
}

function withProofs(cycle: CycleReport, proofs: ReadonlyMap<ModuleId, Proof>): CycleReport {
  const unsafe = cycle.unsafe.map((each) => {
    const proof = proofs.get(each.member);
    return proof === undefined ? each : { ...each, proof: judgeProof(each, cycle.members, proof) };
  });
  return { ...cycle, unsafe };
}
