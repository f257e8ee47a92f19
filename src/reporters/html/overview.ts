import { marginWords } from '../boot-words.ts';
import { count, millis } from '../numbers.ts';
import { deltaWords } from './figures.ts';
import { h, type MarkupElement } from './markup.ts';
import { table } from './parts.ts';
import { TONE_MARK, verdictOfEntry } from './verdict.ts';
import type { EntryView } from './view.ts';

/** All entries on one screen, where there are several. */
export function overview(views: readonly EntryView[]): MarkupElement | null {
  if (views.length < 2) return null;
  const columns = [{ title: 'entry' }, { title: 'verdict' }, { title: 'CPU, ms', numeric: true }, { title: 'limit', numeric: true }, { title: 'change' }, { title: 'modules', numeric: true }];
  return h(
    'section',
    { id: 'overview', 'aria-labelledby': 'overview-title' },
    h('h2', { id: 'overview-title' }, `${count(views.length)} entries`),
    table('All entries', columns, views.map(row)),
  );
}

function row(view: EntryView) {
  const { boot, graph, entry, name } = view;
  const cpu = boot?.totals.cpuMs;
  const limit = graph?.budgets.find(({ metric }) => metric === 'cpuMs')?.limit;
  const { tone, words } = verdictOfEntry(view);
  return [
    h('a', { href: `#e${entry}`, 'data-entry-link': entry }, name),
    h('span', { class: `verdict-words ${tone}` }, h('span', { class: 'mark', 'aria-hidden': 'true' }, TONE_MARK[tone]), ` ${words}`),
    cpu ? `${millis(cpu.value)}${marginWords(cpu, millis)}` : '',
    limit === undefined ? '' : millis(limit),
    deltaWords(view) ?? '',
    graph ? count(graph.totals.eager.modules) : '',
  ];
}
