import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, one at a time: Node's own `recursive` never returns where the system refuses new
 * folders (`/proc`).
 *
 * @param folder absolute path; what cannot be made is left out, and writing into it says why
 */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch {
    // Refused, or another process was faster.
  }
}
