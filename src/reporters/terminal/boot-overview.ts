import type { Cell } from 'cli-table3';
import type { BootTrace } from '../../model/boot.ts';
import { failureWords, marginWords } from '../boot-words.ts';
import { loadedModules } from '../loaded-modules.ts';
import { bytes, count, millis, plural, times } from '../numbers.ts';
import { cutLeft, type Page } from './page.ts';
import { tableLines } from './table.ts';

/** With more boots than this, details of all would bury what matters. */
const BOOTS_SHOWN = 3;

/**
 * Many boots at a glance, heaviest first; failed ones lead. A few stay as they are, in their order.
 *
 * @returns one row a boot, and the boots to show in detail
 */
export function bootOverview(
  boots: readonly BootTrace[],
  page: Page,
): { readonly lines: readonly string[]; readonly detailed: readonly BootTrace[] } {
  if (boots.length <= BOOTS_SHOWN) return { lines: [], detailed: boots };
  const failed = ({ failure }: BootTrace) => Number(failure !== null);
  const cpu = ({ totals }: BootTrace) => totals.cpuMs?.value ?? 0;
  const sorted = boots.toSorted((one, other) => failed(other) - failed(one) || cpu(other) - cpu(one));
  const detailed = page.verbose
    ? sorted
    : sorted.slice(0, Math.max(BOOTS_SHOWN, boots.filter(failed).length));
  const rest = `details of ${plural(detailed.length, 'boot')} follow (--verbose for all, or name an entry)`;
  return {
    lines: [
      page.ink.bold(plural(boots.length, 'boot')),
      ...rowLines(sorted, page),
      ...(detailed.length === boots.length ? [] : [page.ink.dim(`  ${rest}`)]),
    ],
    detailed,
  };
}

function rowLines(boots: readonly BootTrace[], page: Page): string[] {
  const heads = ['ms CPU', 'bare Node', 'ms wall', 'memory', 'modules'];
  const numbers = boots.map((boot) => {
    const { cpuMs, multiple, wallMs, rssBytes } = boot.totals;
    return [
      cpuMs ? `${millis(cpuMs.value)}${marginWords(cpuMs, millis)}` : '',
      multiple ? times(multiple.value) : '',
      wallMs ? millis(wallMs.value) : '',
      rssBytes ? bytes(rssBytes.value) : '',
      boot.modules.length === 0 ? '' : count(loadedModules(boot)),
    ];
  });
  const widths = heads.map(
    (head, at) => Math.max(head.length, ...numbers.map((row) => row[at]?.length ?? 0)) + 2,
  );
  const words = boots.map(({ failure }) => (failure ? failureWords(failure.kind) : ''));
  const used =
    widths.reduce((sum, width) => sum + width, 2 + 2) + Math.max(...words.map((text) => text.length));
  const room = page.verbose ? Infinity : Math.max(page.width - used, 12);
  const rows: Cell[][] = [
    ['boot', ...heads, ''].map((text) => page.ink.dim(text)),
    ...boots.map(({ entry }, at) => [
      page.ink.bold(cutLeft(entry, room)),
      ...(numbers[at] ?? []),
      page.ink.red(words[at] ?? ''),
    ]),
  ];
  return tableLines(rows, ['left', ...heads.map(() => 'right' as const), 'left'], '  ');
}
