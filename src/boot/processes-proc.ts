import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import type { ProcessTree, TreeProcess } from './process-tree.ts';
import { membersOf, type ListedProcess } from './tree-members.ts';

const LONGEST_TITLE = 200;

/** Linux: the living processes of a run, from /proc. */
export function processesOfProc(tree: ProcessTree): readonly TreeProcess[] {
  const listed: (ListedProcess & { readonly name: string })[] = [];
  for (const pid of candidates(tree.rootPid)) {
    const status = statusOf(pid);
    if (status === undefined || status.state === 'Z' || status.state === 'X') continue;
    listed.push({ pid, ...status, isMember: isMember(pid, status, tree) });
  }
  return membersOf(listed, tree.rootEnded ? null : tree.rootPid, process.pid).map(({ pid, group, name }) => ({
    pid,
    title: commandLine(pid) ?? name,
    inGroup: group === tree.rootPid,
  }));
}

/** How Linux names the other ends of our output pipes: `socket:[12345]`. */
export function outputSockets(pid: number): readonly string[] {
  const names = [1, 2].map((descriptor) => linkOf(`/proc/${String(pid)}/fd/${String(descriptor)}`));
  return names.filter((name): name is string => name?.startsWith('socket:') ?? false);
}

/**
 * Pids are given in turn: unless the numbers started again from the lowest since, all processes of a run lie between
 * its root and the last one given. That spares reading about every process of the machine after every boot.
 */
function candidates(rootPid: number): readonly number[] {
  const last = Number(read('/proc/loadavg')?.trim().split(' ').at(-1) ?? 0);
  const lowest = last >= rootPid ? rootPid : 0;
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid >= Math.max(lowest, 1));
}

interface Status {
  readonly name: string;
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
}

/** See proc_pid_stat(5); the name is in brackets and may hold anything, brackets included. */
function statusOf(pid: number): Status | undefined {
  const text = read(`/proc/${String(pid)}/stat`);
  if (text === undefined) return undefined;
  const end = text.lastIndexOf(')');
  const [state = '', parent, group, session] = text.slice(end + 2).split(' ');
  const name = text.slice(text.indexOf('(') + 1, end);
  return { name, state, parent: Number(parent), group: Number(group), session: Number(session) };
}

function isMember(pid: number, status: Status, tree: ProcessTree): boolean {
  if (status.session === tree.rootPid || status.group === tree.rootPid) return true;
  const { mark } = tree;
  if (mark !== null && (read(`/proc/${String(pid)}/environ`)?.includes(mark) ?? false)) return true;
  return tree.outputHeld && holds(pid, tree.sockets);
}

function holds(pid: number, sockets: readonly string[]): boolean {
  const folder = `/proc/${String(pid)}/fd`;
  try {
    return readdirSync(folder).some((name) => sockets.includes(linkOf(`${folder}/${name}`) ?? ''));
  } catch {
    return false; // of another user, or gone
  }
}

function commandLine(pid: number): string | undefined {
  const text = read(`/proc/${String(pid)}/cmdline`, 'utf8')
    ?.replaceAll('\0', ' ')
    .trim();
  return text === '' ? undefined : text?.slice(0, LONGEST_TITLE);
}

function read(path: string, encoding: BufferEncoding = 'latin1'): string | undefined {
  try {
    return readFileSync(path, encoding);
  } catch {
    return undefined; // of another user, or gone
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
