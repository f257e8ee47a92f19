import { git } from '../io/git.ts';
import type { Commit } from '../model/compare.ts';
import type { ImportEdge } from '../model/module-graph.ts';

/** Git writes this where a line is in no commit yet. */
const NOBODY = /^0+$/;

/**
 * Who wrote an import's line.
 *
 * @param root folder that the edge's ids are relative to, in a working tree of git; absolute
 * @returns null for files that git does not know, those of packages among them
 */
export async function blameLine(
  root: string,
  { from, line }: ImportEdge,
): Promise<Commit | 'uncommitted' | null> {
  if (from.includes('node_modules/')) return null;
  const place = ['-L', `${line},${line}`];
  const { ok, stdout } = await git(root, ['blame', '--line-porcelain', ...place, '--', from]);
  return ok ? readBlame(stdout) : null;
}

/** @param text as `git blame --line-porcelain` prints it, of one line */
export function readBlame(text: string): Commit | 'uncommitted' | null {
  const lines = text.split('\n');
  const hash = lines[0]?.split(' ')[0] ?? '';
  const value = (key: string) => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
  const [time, zone] = [Number(value('author-time')), value('author-tz')];
  if (hash === '' || Number.isNaN(time)) return null;
  if (NOBODY.test(hash)) return 'uncommitted';
  return { hash, date: isoDate(time, zone ?? '+0000'), subject: value('summary') ?? '' };
}

/** The author's own date and clock, as git itself writes it. */
function isoDate(seconds: number, zone: string): string {
  const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  const clock = new Date((seconds + offset) * 1000).toISOString().slice(0, 19);
  return `${clock}${sign}${hours}:${minutes}`;
}
