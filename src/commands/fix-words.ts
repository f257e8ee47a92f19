import type { CutCandidate } from '../model/cut.ts';
import { visible } from '../reporters/escape.ts';
import { bytes, count, millis, plural } from '../reporters/numbers.ts';
import { reasonLine } from './chosen-cuts.ts';
import type { Gain, KeepingRule } from './fix-gain.ts';
import type { VerifiedEntry } from './fix-verify.ts';

/** What a fix did, as it is told. */
export interface FixOutcome {
  readonly cuts: readonly CutCandidate[];
  readonly files: readonly { readonly file: string; readonly diff: string }[];
  readonly written: boolean;
  /** Null for a dry run, and where a signal came before the graph was looked at again. */
  readonly gains: readonly Gain[] | null;
  /** Null without --verify. */
  readonly verified: readonly VerifiedEntry[] | null;
  /** What to add to the config to keep what was won. */
  readonly rules: readonly KeepingRule[];
  /** Files of the entries, by name, where there is no config yet that names them. */
  readonly entryFiles: Readonly<Record<string, string>> | null;
}

/** Words for the terminal. */
export function fixText({ cuts, files, written, gains, verified, ...keeping }: FixOutcome): string {
  const lines: string[] = [];
  const doubts = cuts.flatMap(({ id, reasons, safety }) =>
    safety === 'review'
      ? [`${visible(id)} needs review:`, ...reasons.map((one) => visible(reasonLine(one)))]
      : [],
  );
  if (files.length === 0) lines.push('Nothing to change: the files are already so.');
  else if (written)
    lines.push(`Wrote ${plural(files.length, 'file')}: ${files.map(({ file }) => visible(file)).join(', ')}`);
  if (written && gains === null) lines.push('Interrupted: what that changes at startup was not looked at.');
  lines.push(...doubts);
  for (const gain of gains ?? []) lines.push(gainLine(gain));
  for (const one of verified ?? []) lines.push(verifiedLine(one));
  lines.push(...keepingLines(keeping));
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

function verifiedLine({ entry, beforeMs, afterMs, modulesLeft }: VerifiedEntry): string {
  const times =
    beforeMs === null || afterMs === null
      ? ''
      : `${millis(beforeMs)} ms of CPU before, ${millis(afterMs)} ms after, `;
  const left = `${plural(modulesLeft.length, 'module')} no longer loaded`;
  return `${visible(entry)} boots: ${times}${left}; the same output and exit code`;
}

/** Ready to be pasted: a rule of the config that is there, else a whole config. */
function keepingLines({ rules, entryFiles }: Pick<FixOutcome, 'rules' | 'entryFiles'>): string[] {
  if (rules.length === 0) return [];
  if (entryFiles === null) {
    const text = rules.map((rule) => visible(JSON.stringify(rule))).join(',\n');
    return ['', 'To keep it so, add this to "rules" of your config:', text];
  }
  const named = Object.entries(entryFiles).filter(([name]) =>
    rules.some(({ entries }) => entries.includes(name)),
  );
  const entries = Object.fromEntries(named.map(([name, file]) => [name, { file }]));
  const config = JSON.stringify({ entries, rules }, null, 2);
  return ['', 'To keep it so, save this as import-budget.config.jsonc:', ...config.split('\n').map(visible)];
}
