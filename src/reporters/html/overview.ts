import { marginWords } from '../boot-words.ts';
import { loadedModules } from '../loaded-modules.ts';
import { count, millis } from '../numbers.ts';
import { deltaWords } from './figures.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { table, type Column } from './parts.ts';
import { TONE_MARK, verdictOfEntry } from './verdict.ts';
import type { EntryView } from './view.ts';

/** All entries on one screen, where there are several. */
export function overview(views: readonly EntryView[]): MarkupElement | null {
  if (views.length < 2) return null;
  const columns = [
    { title: 'entry' },
    { title: 'verdict' },
    { title: 'CPU, ms', numeric: true },
    { title: 'limit', numeric: true },
    { title: 'change' },
    { title: 'modules', numeric: true },
  ];
  return h(
    'section',
    { id: 'overview', 'aria-labelledby': 'overview-title' },
    h('h2', { id: 'overview-title' }, `${count(views.length)} entries`),
    filledTable('All entries', columns, views.map(row)),
  );
}

/** Columns that say nothing of any entry are left out. */
function filledTable(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Children[])[],
): MarkupElement {
  const isFilled = (at: number) => rows.some((cells) => cells[at] !== '');
  const kept = columns.map((_, at) => at).filter(isFilled);
  return table(
    caption,
    kept.map((at) => columns[at]!),
    rows.map((cells) => kept.map((at) => cells[at] ?? '')),
  );
}

/** What was loaded; without a boot, what is imported for certain. */
function modulesOf({ boot, graph }: EntryView): string {
  const loaded = boot ? loadedModules(boot) : 0;
  return loaded > 0 ? count(loaded) : graph ? count(graph.totals.eager.modules) : '';
}

function row(view: EntryView): readonly Children[] {
  const { boot, graph, entry, name } = view;
  const cpu = boot?.totals.cpuMs;
  const limit = graph?.budgets.find(({ metric }) => metric === 'cpuMs')?.limit;
  const { tone, words } = verdictOfEntry(view);
  return [
    h('a', { href: `#e${entry}`, 'data-entry-link': entry }, name),
    h(
      'span',
      { class: `verdict-words ${tone}` },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, TONE_MARK[tone]),
      ` ${words}`,
    ),
    cpu ? `${millis(cpu.value)}${marginWords(cpu, millis)}` : '',
    limit === undefined ? '' : millis(limit),
    deltaWords(view) ?? '',
    modulesOf(view),
  ];
}
