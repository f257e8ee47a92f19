// What a run may not leave or change: processes (and with them ports), and the files of the folder it looked at.
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Larger files are told apart by size and time alone. */
const HASHED_BYTES = 1 << 20;

/**
 * Processes that belong to a run, by what they cannot take off: the environment they were started with, their group, or
 * the folder they stand in. On Linux only; elsewhere none are seen.
 *
 * @param run home: the HOME that this run alone had; group: its process group; folder: where it was started
 * @returns process numbers; zombies are none
 */
export function processesLeft({ home, group, folder }) {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        const [state, , ofGroup] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1).split(' ');
        if (state === 'Z' || state === 'X') return false;
        if (Number(ofGroup) === group || readlinkSync(`/proc/${pid}/cwd`) === folder) return true;
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${home}\0`);
      } catch {
        return false;
      }
    });
}

/**
 * Everything below a folder that a write would change. Links are not followed, and only regular files are read.
 *
 * @returns one line a file or folder, by path; `closed` where something in it is closed to everybody but root
 */
export function stateOf(folder) {
  const lines = new Map();
  let closed = false;
  const left = [folder];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const path = join(at, entry.name);
      const stats = lstatSync(path, { throwIfNoEntry: false });
      // A name that is no UTF-8 is not the one that was read.
      if (stats === undefined) continue;
      const { mode, mtimeMs, size } = stats;
      const isClosed = !entry.isSymbolicLink() && (mode & 0o444) === 0;
      closed ||= isClosed;
      if (entry.isDirectory()) left.push(path);
      lines.set(path, `${mode} ${mtimeMs} ${size} ${contentOf(entry, path, size)}`);
    }
  }
  return { lines, closed };
}

function contentOf(entry, path, size) {
  try {
    if (entry.isSymbolicLink()) return readlinkSync(path);
    if (!entry.isFile() || size > HASHED_BYTES) return '';
    return createHash('sha1').update(readFileSync(path)).digest('base64');
  } catch {
    return '';
  }
}

/** What differs between two states, by path. */
export function changesBetween(before, after) {
  const paths = new Set([...before.lines.keys(), ...after.lines.keys()]);
  return [...paths].filter((path) => before.lines.get(path) !== after.lines.get(path));
}
