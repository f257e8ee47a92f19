import type { CompareReport, EntryComparison } from '../../model/compare.ts';
import type { SetTotals } from '../../model/report.ts';
import { signed, verdictWords } from '../compare-words.ts';
import { outcomeOf, type Outcome } from '../compare-sum.ts';
import { bytes, count, millis, percent, times } from '../numbers.ts';
import type { Part } from './fold.ts';
import { code, prose } from './text.ts';

const NOTHING = '–';

const MARK: Record<Outcome, string> = {
  slower: '❌',
  undecided: '❔',
  'not measured': '⛔',
  'not slower': '✅',
  faster: '✅',
  'without a verdict': 'ℹ️',
  'not booted': 'ℹ️',
  new: '🆕',
  gone: '🗑️',
};

/** What an entry's outcome looks like. */
export function outcomeMark(outcome: Outcome): string {
  return MARK[outcome];
}

/** A row an entry: CPU on both sides with the verdict and its interval, and how much startup grew. */
export function compareTable({ entries }: CompareReport): Part {
  const open = [
    '',
    '| entry | CPU | change | modules | packages | bytes |',
    '| :-- | --: | :-- | --: | --: | --: |',
  ];
  return { open, items: entries.map(row), close: [], share: 0.4 };
}

function row(entry: EntryComparison): string {
  const { name, totals } = entry;
  const outcome = outcomeOf(entry);
  const size = (key: keyof SetTotals, words: (value: number) => string) => sizeCell(totals, key, words);
  const cells = [
    code(name),
    cpuCell(entry.cpu),
    `${MARK[outcome]} ${changeCell(entry, outcome)}`,
    size('modules', count),
    size('packages', count),
    size('bytes', bytes),
  ];
  return `| ${cells.join(' | ')} |`;
}

function cpuCell(cpu: EntryComparison['cpu']): string {
  if (cpu === null) return NOTHING;
  if (cpu.kind === 'verdict') {
    const { baseCpuMs, headCpuMs } = cpu;
    return baseCpuMs === null || headCpuMs === null
      ? NOTHING
      : `${millis(baseCpuMs)} → ${millis(headCpuMs)} ms`;
  }
  const [figure, unit] = cpu.by === 'multiple' ? [times, ''] : [millis, ' ms'];
  return `${figure(cpu.base.value)} → ${figure(cpu.head.value)}${unit}`;
}

function changeCell({ cpu, presence }: EntryComparison, outcome: Outcome): string {
  if (presence !== 'both')
    return presence === 'arrived' ? 'new: nothing to compare with' : 'only the base has it';
  if (cpu === null) return outcome;
  if (cpu.kind === 'verdict') return prose(verdictWords(cpu));
  if (!cpu.sameMachine) return `${signed(cpu.change)}, measured on different machines: says nothing`;
  const noise = cpu.noise === null ? 'too few runs to tell' : `noise up to ${percent(cpu.noise)}`;
  return `${signed(cpu.change)}, no verdict (${noise})`;
}

/** `612 (+341)`: of head, and how that differs from base. */
function sizeCell(
  { base, head }: EntryComparison['totals'],
  key: keyof SetTotals,
  words: (value: number) => string,
): string {
  if (base === null || head === null) {
    const only = head ?? base;
    return only === null ? NOTHING : words(only[key]);
  }
  const difference = head[key] - base[key];
  const change = difference === 0 ? '' : ` (${difference > 0 ? '+' : '−'}${words(Math.abs(difference))})`;
  return `${words(head[key])}${change}`;
}
