import { spawnSync } from 'node:child_process';
import type { ProcessTree, TreeProcess } from './process-tree.ts';
import { tracePids } from './trace-pids.ts';
import { membersOf, type ListedProcess } from './tree-members.ts';

const LONGEST_TITLE = 200;
/** ps tells whole seconds. */
const CLOCK_STEP_MS = 1500;

/** macOS and other POSIX systems: the living processes of a run, as ps lists them. */
export function processesOfPs(tree: ProcessTree): readonly TreeProcess[] {
  const columns = 'pid=,ppid=,pgid=,stat=,lstart=,command=';
  const { stdout } = spawnSync('ps', ['-A', '-ww', '-o', columns], {
    encoding: 'utf8',
    // English dates.
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 5000,
  });
  return membersInPs(stdout ?? '', tree, tracePids(tree.folder));
}

interface PsLine extends ListedProcess {
  readonly title: string;
}

const LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s*(.*)$/;

/**
 * @param text what `ps -A -ww -o pid=,ppid=,pgid=,stat=,lstart=,command=` printed
 * @param traces pids that wrote a trace file -> when, in ms
 */
export function membersInPs(
  text: string,
  tree: Pick<ProcessTree, 'rootPid' | 'rootEnded'>,
  traces: ReadonlyMap<number, number>,
): readonly TreeProcess[] {
  const listed = text.split('\n').flatMap((line): PsLine[] => {
    const [, pid, parent, group, state = '', started = '', title = ''] = LINE.exec(line) ?? [];
    if (pid === undefined || state.startsWith('Z')) return [];
    const tracedAt = traces.get(Number(pid)) ?? -Infinity;
    const isMember = Number(group) === tree.rootPid || Date.parse(started) <= tracedAt + CLOCK_STEP_MS;
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), isMember, title }];
  });
  return membersOf(listed, tree.rootEnded ? null : tree.rootPid, process.pid).map(
    ({ pid, group, title }) => ({
      pid,
      title: title.slice(0, LONGEST_TITLE),
      inGroup: group === tree.rootPid,
    }),
  );
}
