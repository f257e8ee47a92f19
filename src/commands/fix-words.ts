import type { CutCandidate } from '../model/cut.ts';
import { visible } from '../reporters/escape.ts';
import { bytes, count, millis, plural } from '../reporters/numbers.ts';
import { reasonLine } from './chosen-cuts.ts';
import type { Gain } from './fix-gain.ts';

/** What a fix did, as it is told. */
export interface FixOutcome {
  readonly cuts: readonly CutCandidate[];
  readonly files: readonly { readonly file: string; readonly diff: string }[];
  readonly written: boolean;
  /** Null for a dry run. */
  readonly gains: readonly Gain[] | null;
  readonly verified:
    readonly { readonly entry: string; readonly beforeMs: number; readonly afterMs: number }[] | null;
  readonly rule: object | null;
}

/** Words for the terminal. */
export function fixText({ cuts, files, written, gains, verified, rule }: FixOutcome): string {
  const lines: string[] = [];
  const doubts = cuts.flatMap(({ id, reasons, safety }) =>
    safety === 'review'
      ? [`${visible(id)} needs review:`, ...reasons.map((one) => visible(reasonLine(one)))]
      : [],
  );
  if (files.length === 0) lines.push('Nothing to change: the files are already so.');
  else if (written)
    lines.push(`Wrote ${plural(files.length, 'file')}: ${files.map(({ file }) => visible(file)).join(', ')}`);
  lines.push(...doubts);
  for (const gain of gains ?? []) lines.push(gainLine(gain));
  for (const { entry, beforeMs, afterMs } of verified ?? []) {
    lines.push(`${visible(entry)} boots: ${millis(beforeMs)} ms of CPU before, ${millis(afterMs)} ms after`);
  }
  if (rule !== null) {
    lines.push('', 'To keep it so, add this to "rules" of your config:', visible(JSON.stringify(rule)));
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** A diff as a terminal shows it. */
export function coloredDiff(
  diff: string,
  red: (text: string) => string,
  green: (text: string) => string,
): string {
  const lines = diff.split('\n').map((line) => {
    const shown = visible(line.replace(/\r$/, ''));
    if (line.startsWith('+')) return green(shown);
    return line.startsWith('-') ? red(shown) : shown;
  });
  return lines.join('\n');
}

function gainLine({ entry, modules, bytes: size, modulesBefore, modulesAfter }: Gain): string {
  if (modules.length === 0) {
    return `${visible(entry)}: nothing left startup: other imports hold the same modules`;
  }
  return `${visible(entry)}: ${plural(modules.length, 'module')}, ${bytes(size)} left startup (${count(modulesBefore)} -> ${count(modulesAfter)} modules)`;
}
