import type { Cell } from 'cli-table3';
import type { EntryReport, PackageReport, Report, SetTotals } from '../../model/report.ts';
import { bytes, count, plural } from '../numbers.ts';
import { placeOf, shortId } from '../places.ts';
import { metricWords, limitWords, whyCommand } from '../wording.ts';
import { stepLines, type Step } from './next-steps.ts';
import { noticeLines } from './notices.ts';
import { overview } from './overview.ts';
import { cutRight, head, moreLine, paintedPlace, topOf, wrap, type Page } from './page.ts';
import { tableLines } from './table.ts';

const PACKAGES_SHOWN = 10;
const NAME_COLUMNS = 26;

/** `graph` for a terminal: what each entry loads, what weighs most, and what to ask next. */
export function graphLines(report: Report, page: Page): string[] {
  const notices = noticeLines(report.notices, page, 'info');
  if (report.entries.length === 0) return ['No entry was analysed.', ...notices];
  const { lines, detailed } = overview(report.entries, page);
  const blocks = [...(lines.length > 0 ? [lines] : []), ...detailed.map((entry) => entryLines(entry, page))];
  return [
    ...blocks.flatMap((block, index) => (index === 0 ? block : ['', '', ...block])),
    ...notices,
    ...nextLines(report, page),
  ];
}

function entryLines(entry: EntryReport, page: Page): string[] {
  return [
    `${page.ink.bold(entry.name)}${entry.name === entry.file ? '' : `  ${page.ink.dim(entry.file)}`}`,
    ...totalLines(entry, page),
    ...packageLines(entry.packages, page),
    ...cycleLines(entry, page),
    ...budgetLines(entry, page),
  ];
}

function totalLines({ totals }: EntryReport, page: Page): string[] {
  const rows: Cell[][] = [totalCells('at startup', totals.eager, '', page)];
  if (totals.conditional.modules > 0)
    rows.push(totalCells('conditional', totals.conditional, 'may run at startup', page));
  if (totals.lazy.modules > 0) rows.push(totalCells('lazy', totals.lazy, 'not loaded at startup', page));
  return tableLines(rows, ['left', 'right', 'left', 'right', 'left', 'right', 'left'], '  ');
}

function totalCells(label: string, totals: SetTotals, remark: string, page: Page): Cell[] {
  const strong = label === 'at startup' ? page.ink.bold : (text: string) => text;
  const builtins =
    totals.builtins > 0 && remark === '' ? `and ${plural(totals.builtins, 'Node builtin')}` : remark;
  const noun = (value: number, one: string) => plural(value, one).replace(/^\S+ /, '');
  return [
    page.ink.dim(label),
    strong(count(totals.modules)),
    noun(totals.modules, 'module'),
    strong(count(totals.packages)),
    noun(totals.packages, 'package'),
    strong(bytes(totals.bytes)),
    page.ink.dim(builtins),
  ];
}

function packageLines(packages: readonly PackageReport[], page: Page): string[] {
  if (packages.length === 0) return [];
  const { ink } = page;
  const { shown, more } = topOf(packages, PACKAGES_SHOWN, page);
  const longest = Math.max('package'.length, ...shown.map((item) => packageLabel(item).length));
  const names = page.verbose ? longest : Math.min(longest, NAME_COLUMNS);
  // Two margins, the gaps, and four columns of numbers come before the door.
  const room = page.verbose ? Infinity : Math.max(page.width - 2 - names - 2 - 4 * 9 - 2, 16);
  const rows: Cell[][] = [
    [
      '',
      { content: ink.dim('own'), colSpan: 2, hAlign: 'right' },
      { content: ink.dim('leaves with it'), colSpan: 2, hAlign: 'right' },
      '',
    ],
    ['package', 'modules', 'bytes', 'modules', 'bytes', 'comes in at'].map((text) => ink.dim(text)),
    ...shown.map((item) => packageCells(item, { names, room }, page)),
  ];
  const legend = shown.some((item) => item.timing === 'conditional')
    ? [page.ink.dim('  ? only under a condition')]
    : [];
  return [
    '',
    ...tableLines(rows, ['left', 'right', 'right', 'right', 'right', 'left'], '  '),
    ...moreLine(page, more, '  ', '--top'),
    ...legend,
  ];
}

function packageLabel(item: PackageReport): string {
  return item.timing === 'conditional' ? `${item.name} ?` : item.name;
}

function packageCells(item: PackageReport, columns: { names: number; room: number }, page: Page): Cell[] {
  return [
    cutRight(packageLabel(item), columns.names),
    count(item.modules),
    bytes(item.bytes),
    page.ink.bold(count(item.retainedModules)),
    page.ink.bold(bytes(item.retainedBytes)),
    item.door ? paintedPlace(page, item.door, columns.room) : page.ink.dim('(the entry itself)'),
  ];
}

function cycleLines({ cycles }: EntryReport, page: Page): string[] {
  if (cycles.count === 0) return [];
  const shown = page.verbose ? cycles.largest : cycles.largest.slice(0, 1);
  const label = cycles.count > shown.length ? 'largest: ' : '';
  const sizes = `${plural(cycles.count, 'import cycle')} among ${plural(cycles.modules, 'startup module')}`;
  return [
    '',
    `  ${sizes}`,
    ...shown.flatMap((members) => {
      const part = head(page, members, 3);
      const rest = part.more > 0 ? `, … ${count(part.more)} more` : '';
      return wrap(label + part.shown.map(shortId).join(', ') + rest, page.width, '    ').map((line) =>
        page.ink.dim(line),
      );
    }),
  ];
}

function budgetLines({ budgets }: EntryReport, page: Page): string[] {
  if (budgets.length === 0) return [];
  return [
    '',
    ...budgets.map(({ metric, actual, limit, verdict }) =>
      verdict === 'pass'
        ? `  ${page.ink.green('ok')}  ${page.ink.dim(limitWords(metric, actual, limit))}`
        : `  ${page.ink.red('x')}   ${limitWords(metric, actual, limit)}`,
    ),
  ];
}

function nextLines(report: Report, page: Page): string[] {
  // The package that holds the entry is no candidate: it is the program itself.
  const heaviest = report.entries
    .flatMap((entry) => entry.packages.flatMap((item) => (item.door ? [{ ...item, file: entry.file }] : [])))
    .reduce<(PackageReport & { file: string }) | undefined>(
      (best, item) => (best && best.retainedBytes >= item.retainedBytes ? best : item),
      undefined,
    );
  const steps: Step[] = [];
  if (heaviest) {
    const gain = `${metricWords('modules', heaviest.retainedModules)}, ${bytes(heaviest.retainedBytes)}${heaviest.door ? ` from ${placeOf(heaviest.door)}` : ''}`;
    // By its file: the name may come from a flag or package.json, which `why` would not know.
    steps.push({ command: whyCommand(heaviest.name, heaviest.file), gain });
  }
  if (report.config === null)
    steps.push({ command: 'import-budget init', gain: 'keep it so: budgets in a config file' });
  return stepLines(steps, page);
}
