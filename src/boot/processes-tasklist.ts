import { spawnSync } from 'node:child_process';
import type { ProcessTree, TreeProcess } from './process-tree.ts';
import { tracePids } from './trace-pids.ts';

/**
 * Windows: the processes of a run that still exist, among the root and those that left a trace file. Others are
 * reached through the root, as long as that runs (`taskkill /T`).
 */
export function processesOfTasklist(tree: ProcessTree): readonly TreeProcess[] {
  const traced = [...tracePids(tree.folder).keys()].filter((pid) => pid !== tree.rootPid);
  const known = tree.rootEnded ? traced : [tree.rootPid, ...traced];
  const living = known.filter(isRunning);
  if (living.length === 0) return [];
  const names = tasklist();
  return living.flatMap((pid) => {
    const title = names.get(pid);
    // Windows gives pids again soon: what left a trace file is Node, and nothing else may be ended for it.
    const isOurs = pid === tree.rootPid || /^node(\.exe)?$/i.test(title ?? '');
    return title !== undefined && isOurs ? [{ pid, title, inGroup: false }] : [];
  });
}

function tasklist(): ReadonlyMap<number, string> {
  const { stdout } = spawnSync('tasklist', ['/FO', 'CSV', '/NH'], {
    encoding: 'utf8',
    windowsHide: true,
    timeout: 10_000,
  });
  return namesInTasklist(stdout ?? '');
}

/**
 * @param text what `tasklist /FO CSV /NH` printed: `"node.exe","1234","Console","1","40.000 K"`
 * @returns pid -> name of the image
 */
export function namesInTasklist(text: string): ReadonlyMap<number, string> {
  const lines = [...text.matchAll(/^"([^"]*)","(\d+)"/gm)];
  return new Map(lines.map(([, name = '', pid]) => [Number(pid), name]));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
