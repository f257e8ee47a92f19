import { writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LateModule, LateSettings, RegistrarPlace } from '../boot/protocol.ts';
import type { ReadyProbe } from '../boot/ready/ready-probe.ts';
import { makeRunFolder, removeRunFolder } from '../boot/run-folder.ts';
import { realPath } from '../io/files.ts';
import type { BootTrace } from '../model/boot.ts';
import type { LateLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootRequest } from './boot-request.ts';
import { loadables, type Loadable } from './loadable.ts';
import { FactsOfModules } from './module-facts.ts';
import { runOnce, type RecordedRun } from './one-run.ts';
import { OUT_OF_TIME } from './out-of-time.ts';
import { readLateLoads, type EndedLateLoad } from './read-late-loads.ts';
import { watchedPlaces } from './record-boot.ts';

export interface LateLoadRequest {
  readonly boot: BootRequest;
  /** The entry's source file; null where there is none. */
  readonly entryFile: ModuleId | null;
  /** A boot of the entry: which files are compiled to which, and what its main script is. */
  readonly trace: BootTrace | null;
  /** Lazy roots: what startup leaves for later. */
  readonly modules: readonly ModuleId[];
  /** The time that is left for loads, in ms; absent for as long as they take. */
  readonly leftMs?: () => number;
}

type Job = { readonly module: ModuleId } & Exclude<Loadable, { problem: string }>;

/** Modules that do nothing but end the process are not worth more boots. */
const MOST_BOOTS = 8;

/**
 * Boots an entry once, and then loads modules in that same process, to see what they register that is not there at
 * startup. One that ends the process or does not come to an end costs a further boot for those behind it. Runs the
 * user's code.
 *
 * @returns one item a module, in their order; never rejects for what a module does
 */
export async function lateLoad(request: LateLoadRequest): Promise<LateLoad[]> {
  const { boot, entryFile, trace, modules, leftMs = () => Infinity } = request;
  const find = loadables({ root: boot.root, entryFile, trace });
  const known = new Map<ModuleId, EndedLateLoad>();
  let left: Job[] = [];
  for (const module of new Set(modules)) {
    const loadable = find(module);
    if ('problem' in loadable) known.set(module, { registrations: [], problem: loadable.problem });
    else left.push({ module, ...loadable });
  }
  const places = left.length === 0 ? [] : await watchedPlaces({ ...boot, withRegistrations: true }, []);
  for (let boots = 0; left.length > 0 && boots < MOST_BOOTS && !boot.signal.aborted; boots++) {
    const timeoutMs = Math.min(boot.timeoutMs, leftMs());
    if (timeoutMs <= 0) break;
    const ended = await loadIn(left, { ...request, boot: { ...boot, timeoutMs } }, places);
    for (const [at, found] of ended.entries()) known.set(left[at]!.module, found);
    if (ended.length === 0) break;
    left = left.slice(ended.length);
  }
  const why = leftMs() <= 0 ? OUT_OF_TIME : 'not loaded: others before it ended the process';
  const never = { registrations: [], problem: why };
  return modules.map((module) => {
    const { registrations, problem } = known.get(module) ?? never;
    return { entry: boot.entry, module, registrations, problem };
  });
}

/** @returns as many items as were begun, at least one unless interrupted */
async function loadIn(
  jobs: readonly Job[],
  { boot, trace }: LateLoadRequest,
  registrars: readonly RegistrarPlace[],
): Promise<readonly EndedLateLoad[]> {
  const folder = makeRunFolder();
  try {
    const { root } = boot;
    const late: LateSettings = {
      main: trace?.main == null ? null : realPath(posix.resolve(root, trace.main)),
      modules: jobs.map(({ id, how }, at) => lateModule(posix.resolve(root, id), how, folder, at)),
    };
    const recorded = await runOnce(
      { ...boot, ready: toldToChild(boot.ready, join(folder, 'told')) },
      { kind: 'registrations', bareNode: process.execPath, registrars, compileCache: null, late },
    );
    if (recorded.run.outcome === 'interrupted') return [];
    const ended = readLateLoads(recorded, late, new FactsOfModules(root));
    const wholeBoot = recorded.moment !== null || recorded.run.outcome !== 'crashed';
    const blamed = ended.at(-1)?.unfinished === true;
    return ended.length > 0 && (wholeBoot || blamed)
      ? ended
      : jobs.map(() => ({ registrations: [], problem: notBooted(recorded) }));
  } finally {
    removeRunFolder(folder);
  }
}

function lateModule(file: string, how: 'import' | 'require', folder: string, at: number): LateModule {
  if (how === 'require') return { file, how, required: file };
  const required = join(folder, `${at}.mjs`);
  writeFileSync(required, `import ${JSON.stringify(pathToFileURL(file).href)};\n`);
  return { file, how, required };
}

/** A moment that is seen from outside must not end the boot: the process is told, and tells when it has loaded. */
function toldToChild(ready: ReadyProbe, file: string): ReadyProbe {
  const { watch } = ready;
  if (watch === undefined) return ready;
  return {
    ...ready,
    child: { kind: 'told', file },
    watch: (started) => watch(started, () => writeFileSync(file, '')),
  };
}

function notBooted({ run, header }: RecordedRun): string {
  if (header === null) return 'not loaded: the process could not be looked into';
  const how: Partial<Record<typeof run.outcome, string>> = {
    'timed-out': 'the boot was not over in time',
    'not-started': 'the command was not started',
    crashed: `the program ended badly (${run.signal ?? `exit code ${run.exitCode}`})`,
  };
  return `not loaded: ${how[run.outcome] ?? 'the program ended before anything could be loaded'}`;
}
