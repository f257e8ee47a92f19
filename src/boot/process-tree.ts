import { basename } from 'node:path';
import { outputSockets, processesOfProc } from './processes-proc.ts';
import { processesOfPs } from './processes-ps.ts';
import { processesOfTasklist } from './processes-tasklist.ts';
import { isRunFolder } from './run-folder.ts';

/** What processes of one run are known by. */
export interface ProcessTree {
  /** The started command; on POSIX the leader of a session and a process group of its own. */
  readonly rootPid: number;
  /** Folder of the run, absolute. */
  readonly folder: string;
  /** Text that only this run has in its environment: the folder's name, in NODE_OPTIONS. Null for a folder not ours. */
  readonly mark: string | null;
  /** Ends of our output pipes on the other side, as Linux names them: who has one of them open was started by us. */
  readonly sockets: readonly string[];
  /** Set once the root was waited for: its pid may be somebody else's from then on. */
  rootEnded: boolean;
  /** Set where an output pipe is open although the root has ended: then it is worth looking for who holds it. */
  outputHeld: boolean;
}

/** A living process of a run. */
export interface TreeProcess {
  readonly pid: number;
  /** Its command line; without arguments on Windows. */
  readonly title: string;
  /** Whether a signal to the root's process group reaches it. */
  readonly inGroup: boolean;
}

/** What is known of a command right after its start. */
export function newTree(rootPid: number, folder: string, platform: NodeJS.Platform): ProcessTree {
  const sockets = platform === 'linux' ? outputSockets(rootPid) : [];
  // A name like `build` is in many environments, and whoever has it would be killed.
  const mark = isRunFolder(folder) ? basename(folder) : null;
  return { rootPid, folder, mark, sockets, rootEnded: false, outputHeld: false };
}

/**
 * The living processes of a run, the root included; zombies are dead. Our own process is never among them.
 *
 * Found are those of the root's session or group, those whose environment names the run's folder, those that hold its
 * output, all their descendants, and (where environments cannot be read) the ones that left a trace file. A process
 * that left the session, cleaned its environment and outlived its parent before we looked is not found.
 */
export function findTree(tree: ProcessTree, platform: NodeJS.Platform): readonly TreeProcess[] {
  if (platform === 'linux') return processesOfProc(tree);
  if (platform === 'win32') return processesOfTasklist(tree);
  return processesOfPs(tree);
}
