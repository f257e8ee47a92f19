import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  linkSync,
  lstatSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Readable as ours, and hidden: no analysis takes it for a source file. */
const DRAFT = /^\.import-budget-\d+-[a-z0-9]+\.tmp$/;
/** Writing takes no minutes; only a process that was killed leaves a draft for so long. */
const SWEEP_AFTER_MS = 10 * 60_000;
/** Places that stand for open files: to rename something onto them would not reach whoever reads them. */
const SYSTEM = /^\/(?:dev|proc)\//;
/** Renaming is refused where the file may yet be written: a mount of its own, a folder or open file that is locked. */
const WRITE_INTO: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EBUSY']);

/**
 * Writes a file as a whole or not at all: beside it first, then renamed into place. Whoever reads it meanwhile, and a
 * process that is killed meanwhile, sees the old text or the new one. Mode and owner stay; of a link, what it leads to
 * is replaced. What cannot be replaced (a device, a pipe, a file with a second name or mounted by itself) is written
 * into.
 *
 * @param file absolute path
 * @throws the system's error; the file is then as it was, unless it had to be written into
 */
export function replaceWhole(file: string, text: string): void {
  const place = placeOf(file);
  const old = statSync(place, { throwIfNoEntry: false });
  if (!isReplaceable(place, old) || SYSTEM.test(resolve(file))) return writeFileSync(file, text);
  // To rename asks the folder alone; a file that is closed to us stays closed.
  if (old !== undefined) accessSync(place, constants.W_OK);
  try {
    const draft = makeDraft(dirname(place), text, old);
    finish(draft, () => renameSync(draft, place));
  } catch (error) {
    if (old === undefined || !WRITE_INTO.has((error as NodeJS.ErrnoException).code)) throw error;
    writeFileSync(place, text);
  }
}

/**
 * Makes a file as a whole or not at all, and only where nothing is.
 *
 * @param file absolute path
 * @throws the system's error; `EEXIST` where anything, a broken link included, is there
 */
export function createWhole(file: string, text: string): void {
  const draft = makeDraft(dirname(file), text, undefined);
  let isLinked = false;
  try {
    linkSync(draft, file);
    isLinked = true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
  } finally {
    removeQuietly(draft);
  }
  // A file system without second names (FAT, some network drives).
  if (!isLinked) writeFileSync(file, text, { flag: 'wx' });
}

/**
 * Removes what killed processes left of files that they were writing.
 *
 * @param folder absolute path; one that cannot be read is none
 * @param untouchedMs how long a draft must have been left alone
 * @returns names removed
 */
export function sweepDrafts(folder: string, untouchedMs: number = SWEEP_AFTER_MS): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => DRAFT.test(name) && sweep(join(folder, name), untouchedMs));
  } catch {
    return [];
  }
}

function isReplaceable(place: string, old: Stats | undefined): boolean {
  // A link that leads nowhere is written through.
  if (old === undefined) return lstatSync(place, { throwIfNoEntry: false }) === undefined;
  return old.isFile() && old.nlink === 1;
}

/** Links resolved, where they lead anywhere. */
function placeOf(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return file;
  }
}

/** @param old what it will stand in for @returns absolute path */
function makeDraft(folder: string, text: string, old: Stats | undefined): string {
  sweepDrafts(folder);
  // Processes of two containers may share a folder and have the same number.
  const nonce = Math.random().toString(36).slice(2, 10).padEnd(8, '0');
  const draft = join(folder, `.import-budget-${String(process.pid)}-${nonce}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    if (old === undefined) return draft;
    const { uid, gid } = lstatSync(draft);
    if (uid !== old.uid || gid !== old.gid) chownSync(draft, old.uid, old.gid);
    chmodSync(draft, old.mode);
    return draft;
  } catch (error) {
    removeQuietly(draft);
    throw error;
  }
}

function finish(draft: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    removeQuietly(draft);
    throw error;
  }
}

function sweep(draft: string, untouchedMs: number): boolean {
  if (Date.now() - lstatSync(draft).mtimeMs < untouchedMs) return false;
  return removeQuietly(draft);
}

function removeQuietly(file: string): boolean {
  try {
    rmSync(file, { force: true });
    return true;
  } catch {
    return false;
  }
}
