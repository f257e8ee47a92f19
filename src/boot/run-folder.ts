import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const PREFIX = 'import-budget-';
/** A longer number would become a negative one on its way to the system, and that means a group. */
const NAME = /^import-budget-(\d{1,9})-[A-Za-z0-9]{6}$/;
/** A folder may be in use by a process that cannot be seen: containers share /tmp, but not their process numbers. */
const SWEEP_AFTER_MS = 10 * 60_000;

/** Made by this process and not removed yet. */
const open = new Set<string>();

/**
 * Makes the folder of one run, readable by us alone; its name holds our pid. It goes when this process exits at the
 * latest, or with {@link sweepRunFolders} of a later one.
 *
 * @returns absolute path
 */
export function makeRunFolder(): string {
  const folder = mkdtempSync(resolve(tmpdir(), `${PREFIX}${String(process.pid)}-`));
  if (open.size === 0) process.on('exit', removeOpenRunFolders);
  open.add(folder);
  return folder;
}

/** Removes a run's folder with all that is in it. Never throws. */
export function removeRunFolder(folder: string): void {
  remove(folder);
  open.delete(folder);
  if (open.size === 0) process.off('exit', removeOpenRunFolders);
}

/** Removes the folders of all runs of this process. Never throws. */
export function removeOpenRunFolders(): void {
  for (const folder of open) removeRunFolder(folder);
}

/**
 * Removes folders left by processes like ours that were killed: same user, pid not running, untouched for a while.
 * Never throws.
 *
 * @param untouchedMs how long nothing may have been added to a folder
 * @returns the folders removed, absolute
 */
export function sweepRunFolders(untouchedMs: number = SWEEP_AFTER_MS): readonly string[] {
  const parent = resolve(tmpdir());
  return namesIn(parent).flatMap((name) => {
    const pid = Number(NAME.exec(name)?.[1] ?? NaN);
    const folder = join(parent, name);
    if (Number.isNaN(pid) || isRunning(pid) || !isForgotten(folder, untouchedMs)) return [];
    return remove(folder) ? [folder] : [];
  });
}

/** Whether a path is one that {@link makeRunFolder} may have given: its last part is in no other text by accident. */
export function isRunFolder(folder: string): boolean {
  return NAME.test(basename(folder));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function isForgotten(folder: string, untouchedMs: number): boolean {
  try {
    const found = lstatSync(folder);
    const isOurs = process.getuid === undefined || found.uid === process.getuid();
    return found.isDirectory() && isOurs && Date.now() - found.mtimeMs >= untouchedMs;
  } catch {
    return false;
  }
}

function remove(folder: string): boolean {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 20 });
    return true;
  } catch {
    return false;
  }
}
