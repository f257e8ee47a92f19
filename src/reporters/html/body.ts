import type { Report } from '../../model/report.ts';
import { sumWords } from '../issue-counts.ts';
import { issuesOf } from '../issues.ts';
import { sentence } from '../sentence.ts';
import { entrySection } from './entry-section.ts';
import { h, type MarkupElement } from './markup.ts';
import { generalPart, noticesPart } from './notices.ts';
import { overview } from './overview.ts';
import { entryViews } from './view.ts';

/** Everything between the bar at the top and the end of the page. */
export function mainPart(report: Report): MarkupElement {
  const views = entryViews(report);
  return h(
    'main',
    { id: 'main', tabindex: -1 },
    views.length === 0 && h('p', { class: 'empty' }, `${sentence(sumWords(report, issuesOf(report, '')))}.`),
    overview(views),
    generalPart(report),
    views.map(entrySection),
    noticesPart(report),
  );
}

/** The bar at the top: whose report this is; the page adds its switches. */
export function topBar(report: Report): MarkupElement {
  return h(
    'header',
    { id: 'top' },
    h('h1', {}, h('span', { class: 'tool' }, 'import-budget'), ` ${projectName(report)}`),
    h('p', { id: 'live', role: 'status' }),
    h('div', { id: 'tools' }),
  );
}

/** The folder's name: where it lies on a machine is nobody's business. */
export function projectName({ root }: Report): string {
  return root.split('/').findLast((part) => part !== '') ?? '';
}
