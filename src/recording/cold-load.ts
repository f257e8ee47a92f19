import { readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { makeRunFolder, removeRunFolder } from '../boot/run-folder.ts';
import { readyProbe } from '../boot/ready/registry.ts';
import type { BootTrace } from '../model/boot.ts';
import type { ColdLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootRequest } from './boot-request.ts';
import { coldLoadScript, type ColdLoadResult } from './cold-load-script.ts';
import { coldLoadOf } from './cold-load-outcome.ts';
import { loadables, type Loadable } from './loadable.ts';
import { runOnce } from './one-run.ts';
import { OUT_OF_TIME } from './out-of-time.ts';
import { commandWithScript } from './with-script.ts';

export interface ColdLoadRequest {
  /** How the entry is booted: its environment, Node, conditions and preloads are those of each load. */
  readonly boot: BootRequest;
  /** The entry's source file; null where there is none. */
  readonly entryFile: ModuleId | null;
  /** A boot of the entry: which files are compiled to which, and what its main script is. */
  readonly trace: BootTrace | null;
  readonly modules: readonly ModuleId[];
  /** The time that is left for loads, in ms; absent for as long as they take. */
  readonly leftMs?: () => number;
}

/** Loads are not timed, so that two may run beside each other. */
const AT_A_TIME = 2;
/** Far more than a module takes, far less than a whole boot may: most that hang hang for ever. */
const LONGEST_MS = 30_000;

/**
 * Loads each module as the first thing that a fresh process imports: what only works because another module happened
 * to be loaded before it fails here. Runs the user's code.
 *
 * @returns one item a module, in their order; never rejects for what a module does
 */
export async function coldLoad(request: ColdLoadRequest): Promise<ColdLoad[]> {
  const { boot, entryFile, trace, modules } = request;
  const find = loadables({ root: boot.root, entryFile, trace });
  const results: ColdLoad[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < modules.length) {
      const at = next++;
      const module = modules[at] as ModuleId;
      results[at] = await loadOne(module, find(module), request);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return results;
}

async function loadOne(
  module: ModuleId,
  loadable: Loadable,
  { boot, entryFile, trace, leftMs = () => Infinity }: ColdLoadRequest,
): Promise<ColdLoad> {
  const { entry, root } = boot;
  if ('problem' in loadable) return notRun(entry, module, loadable.problem);
  if (boot.signal.aborted) return notRun(entry, module, 'interrupted');
  const longestMs = Math.min(boot.timeoutMs, LONGEST_MS);
  const timeoutMs = Math.min(longestMs, leftMs());
  if (timeoutMs <= 0) return notRun(entry, module, OUT_OF_TIME);
  const folder = makeRunFolder();
  try {
    const script = join(folder, 'load.cjs');
    const result = join(folder, 'result.json');
    const file = posix.resolve(root, loadable.id);
    writeFileSync(script, coldLoadScript(file, loadable.how, result), { mode: 0o600 });
    const mains = [trace?.main, entryFile].flatMap((id) => (id == null ? [] : [posix.resolve(root, id)]));
    const recorded = await runOnce(
      {
        ...boot,
        command: commandWithScript(boot.command, mains, boot.cwd, script),
        ready: readyProbe('exit'),
        exitCodes: [0],
        timeoutMs,
      },
      { kind: 'probed', bareNode: process.execPath, registrars: [], compileCache: null },
    );
    const told = readResult(result);
    // Cut short by us: that says nothing of the module.
    if (told === null && recorded.run.outcome === 'timed-out' && timeoutMs < longestMs)
      return notRun(entry, module, OUT_OF_TIME);
    return coldLoadOf({ entry, module, file, recorded, told, root, script, secrets: boot });
  } finally {
    removeRunFolder(folder);
  }
}

function notRun(entry: string, module: ModuleId, message: string): ColdLoad {
  return { entry, module, outcome: 'not-run', message };
}

/** Null where the process ended before it wrote one. */
function readResult(path: string): ColdLoadResult | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ColdLoadResult;
  } catch {
    return null;
  }
}
