// A kit is a folder with one folder a case, each with its case.json.
import { readFileSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { caseFile } from './score-case.mjs';

/** Programs of other kits that write beside themselves. */
const WRITES = /writes-itself/;

/**
 * Reads the cases of a kit, whoever laid it out.
 *
 * @param folder of the kit
 * @param only parts of names; all cases where there are none
 * @returns cases with name and root (absolute): entry, mode (static, boot, both), limitS, nodeArgs, plain (exit status
 *   under plain node, or several, or `timeout`), mustFind, mustNotFind, mustMention; of our own kit also exit (allowed
 *   codes by command, or for all `static` ones), eager, notEager, writes
 */
export function readKit(folder, only = []) {
  const real = realpathSync(folder);
  return readdirSync(real)
    .toSorted()
    .filter((name) => only.length === 0 || only.some((part) => name.includes(part)))
    .flatMap((name) => {
      const root = join(real, name);
      const given = read(caseFile(root));
      return given === null ? [] : [{ writes: WRITES.test(name), ...given, name, root }];
    });
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}
