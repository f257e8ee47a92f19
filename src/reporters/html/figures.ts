import type { Measured } from '../../model/boot.ts';
import type { BudgetReport } from '../../model/report.ts';
import { marginWords, noiseWords } from '../boot-words.ts';
import { hintWords, pairWords, signed, verdictWords } from '../compare-words.ts';
import { loadedModules } from '../loaded-modules.ts';
import { bytes, count, millis, percent, plural, times } from '../numbers.ts';
import { budgetWords } from '../wording.ts';
import { limitBar } from './limit-bar.ts';
import { h, type MarkupElement } from './markup.ts';
import type { EntryView } from './view.ts';

/** The one figure of an entry, its margin, and what it is held against. */
export function headFigure(view: EntryView): MarkupElement | null {
  const { boot, graph, compared, cuts } = view;
  const cpu = boot?.totals.cpuMs;
  if (cpu) return figure(millis(cpu.value), 'ms', `CPU${marginWords(cpu, (ms) => `${millis(ms)} ms`)}`);
  if (compared?.cpu?.kind === 'verdict' && compared.cpu.headCpuMs !== null)
    return figure(millis(compared.cpu.headCpuMs), 'ms', 'CPU');
  if (cuts?.startup.ms) return figure(millis(cuts.startup.ms), 'ms', 'CPU of modules at startup');
  const modules = graph?.totals.eager.modules ?? cuts?.startup.modules;
  return modules === undefined ? null : figure(count(modules), '', 'modules at startup');
}

function figure(value: string, unit: string, what: string): MarkupElement {
  return h(
    'p',
    { class: 'figure' },
    h('span', { class: 'value' }, value),
    unit !== '' && h('span', { class: 'unit' }, ` ${unit}`),
    h('span', { class: 'what' }, ` ${what}`),
  );
}

/** Limits as bars, the ones that a boot was measured for first. */
export function limitRows({ graph }: EntryView): MarkupElement | null {
  const budgets = graph?.budgets ?? [];
  if (budgets.length === 0) return null;
  const sorted = budgets.toSorted(
    (a, b) => Number(b.measured !== undefined) - Number(a.measured !== undefined),
  );
  return h(
    'ul',
    { class: 'limits', 'aria-label': 'Limits' },
    sorted.map((budget) =>
      h(
        'li',
        { class: toneOf(budget) },
        h('span', { class: 'words' }, verdictMark(budget), budgetWords(budget)),
        limitBar(budget),
      ),
    ),
  );
}

function toneOf({ verdict, level }: BudgetReport): string {
  return verdict === 'fail' && level !== 'error'
    ? 'unsure'
    : { fail: 'fail', pass: 'pass', inconclusive: 'unsure' }[verdict];
}

function verdictMark({ verdict }: BudgetReport): MarkupElement {
  const [mark, words] = { fail: ['✕', 'over'], pass: ['✓', 'kept'], inconclusive: ['?', 'undecided'] }[
    verdict
  ] as [string, string];
  return h('span', { class: 'mark', role: 'img', 'aria-label': words }, mark);
}

/** What changed against the base, with the noise; null where nothing was compared. */
export function deltaWords({ graph, compared, boot }: EntryView): string | null {
  const cpu = compared?.cpu;
  if (cpu?.kind === 'verdict')
    return [verdictWords(cpu), pairWords(cpu)].filter((text) => text !== '').join('; ');
  if (cpu?.kind === 'hint') return hintWords(cpu);
  const regression = graph?.budgets.find(({ metric }) => metric === 'regression');
  if (regression === undefined) return null;
  const margin = regression.measured ? marginWords(regression.measured, percent) : '';
  const noise = boot?.totals.noise;
  return `${signed(regression.actual)}${margin} CPU against the base${noise ? `; noise ±${percent(noise)}` : ''}`;
}

/** Further figures, each with its name. */
export function facts({ boot, graph, compared, cuts }: EntryView): MarkupElement {
  const { totals } = boot ?? {};
  const measured = (name: string, value: Measured | null | undefined, write: (value: number) => string) =>
    value ? [[name, `${write(value.value)}${marginWords(value, write)}`] as const] : [];
  const loaded = boot ? loadedModules(boot) : 0;
  const eager = graph?.totals.eager;
  const noise = totals ? noiseWords(totals) : null;
  const before = compared?.totals.base?.modules;
  const now = compared?.totals.head?.modules;
  const pairs = [
    ...measured('of bare Node', totals?.multiple, times),
    ...measured('wall', totals?.wallMs, (ms) => `${millis(ms)} ms`),
    ...measured('memory', totals?.rssBytes, bytes),
    ...(loaded > 0 ? [['loaded', plural(loaded, 'module')] as const] : []),
    ...(eager
      ? [
          [
            'imported for certain',
            `${plural(eager.modules, 'module')}, ${plural(eager.packages, 'package')}, ${bytes(eager.bytes)}`,
          ] as const,
        ]
      : []),
    ...(before !== undefined && now !== undefined
      ? [['modules, base to head', `${count(before)} → ${count(now)}`] as const]
      : []),
    ...(!eager && cuts
      ? [['startup', `${plural(cuts.startup.modules, 'module')}, ${bytes(cuts.startup.bytes)}`] as const]
      : []),
    ...(noise === null ? [] : [['noise', noise] as const]),
  ];
  return h(
    'dl',
    { class: 'facts' },
    pairs.map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );
}
