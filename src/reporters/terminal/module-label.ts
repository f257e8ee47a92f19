import type { ModuleVisit } from '../../model/boot.ts';
import { shortId } from '../places.ts';
import { cutLeft, cutRight, type Page } from './page.ts';

const LEAST_OF_FILE = 12;

/** A module's name in two parts: the package where one begins, and the file. */
export interface ModuleLabel {
  readonly owner: string;
  readonly file: string;
}

/**
 * How a module is called below another one: the package's name stands where its first module does, and not again.
 *
 * @param above package of the module above; null for the program's own
 */
export function moduleLabel({ id, origin, package: owner }: ModuleVisit, above: string | null): ModuleLabel {
  const short = shortId(id);
  if (origin !== 'package' || owner === null || !short.startsWith(`${owner}/`))
    return { owner: '', file: short };
  const file = short.slice(owner.length + 1);
  return { owner: owner === above ? '' : owner, file };
}

/** A label of at most so many columns; of a long path the end is kept, of the package its start. */
export function paintedLabel({ owner, file }: ModuleLabel, columns: number, page: Page): string {
  if (owner === '') return cutLeft(file, columns);
  const name = cutRight(owner, columns);
  const room = columns - name.length - 1;
  // Little of a long path says less than the package alone.
  if (room < Math.min(file.length, LEAST_OF_FILE)) return page.ink.bold(name);
  return `${page.ink.bold(name)}${page.ink.dim(` ${cutLeft(file, room)}`)}`;
}
