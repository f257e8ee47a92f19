import type { Issue } from '../issues.ts';
import { h, type MarkupElement } from './markup.ts';
import { chainList, limited, moreLine, section, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 60;

const MARK: Readonly<Record<Issue['level'], readonly [mark: string, words: string]>> = {
  error: ['✕', 'error'],
  warning: ['!', 'warning'],
  info: ['i', 'note'],
};

/** What broke a rule, with its chain and what to do next; null where nothing did. */
export function findings(view: EntryView): MarkupElement | null {
  const own = view.issues.filter(({ rule }) => rule !== 'compare');
  if (own.length === 0) return null;
  return section(view, 'findings', 'What breaks the rules', issueList(own, view));
}

/** Findings as a list, in the report's order. */
export function issueList(issues: readonly Issue[], place: Place): MarkupElement {
  const { shown, more } = limited(issues, SHOWN);
  return h(
    'div',
    {},
    h(
      'ul',
      { class: 'findings' },
      shown.map((issue) => issueItem(issue, place)),
    ),
    moreLine(more, ' (in the JSON report)'),
  );
}

function issueItem(issue: Issue, place: Place): MarkupElement {
  const { kind, level, label, what, why, next, finding } = issue;
  const [mark, words] = MARK[level];
  const known =
    kind === 'pre-existing' ? ' (on the base as well)' : kind === 'inconclusive' ? ' (undecided)' : '';
  return h(
    'li',
    { class: `finding ${kind === 'pre-existing' ? 'info' : level}` },
    h(
      'p',
      { class: 'title' },
      h('span', { class: 'mark', role: 'img', 'aria-label': words }, mark),
      h('span', { class: 'label' }, label),
      ` ${what}${known}`,
    ),
    why !== null && h('p', { class: 'quiet' }, why),
    finding !== null && chainList(finding.chain, place),
    h('p', { class: 'next' }, h('span', { class: 'label' }, 'Fix'), ` ${next}`),
  );
}
