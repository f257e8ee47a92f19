import type { Notice } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { hazardWords } from '../hazard-words.ts';
import { issuesOf } from '../issues.ts';
import { plural } from '../numbers.ts';
import { placeWords } from '../places.ts';
import { noticeHeading } from '../wording.ts';
import { issueList } from './findings.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { folded, limited, moreLine } from './parts.ts';

const SHOWN = 30;

/** What is about no entry: why the command failed, findings about the config, hazards outside cycles. */
export function generalPart(report: Report): MarkupElement | null {
  const issues = issuesOf(report, '').filter(({ entry }) => entry === null);
  const elsewhere = report.cycles?.elsewhere ?? [];
  if (issues.length + elsewhere.length === 0) return null;
  const early = limited(elsewhere, SHOWN);
  return h(
    'section',
    { id: 'general', class: 'part', 'aria-labelledby': 'general-title' },
    h('h2', { id: 'general-title' }, 'Not about one entry'),
    issues.length > 0 && issueList(issues, { entry: 0 }),
    elsewhere.length > 0 && [
      h('h3', {}, 'Values that are read too early, outside cycles'),
      h(
        'ul',
        {},
        early.shown.map(({ entry, hazard }) => h('li', {}, `${entry}: ${hazardWords(hazard)}`)),
      ),
      moreLine(early.more),
    ],
  );
}

/** What the reader must know to trust the result; warnings stand open. */
export function noticesPart({ notices }: Report): MarkupElement | null {
  if (notices.length === 0) return null;
  const warnings = notices.filter(({ level }) => level === 'warning');
  const notes = notices.filter(({ level }) => level === 'info');
  return h(
    'section',
    { id: 'notices', class: 'part', 'aria-labelledby': 'notices-title' },
    h('h2', { id: 'notices-title' }, 'About the analysis'),
    warnings.length > 0 && noticeList(warnings),
    notes.length > 0 && folded(plural(notes.length, 'note'), noticeList(notes)),
  );
}

function noticeList(notices: readonly Notice[]): Children {
  const { shown, more } = limited(notices, SHOWN);
  return [h('ul', { class: 'notices' }, shown.map(noticeItem)), moreLine(more)];
}

function noticeItem({ code, message, hint, at }: Notice): MarkupElement {
  return h(
    'li',
    {},
    h('span', { class: 'label' }, noticeHeading(code, 1)),
    at !== undefined && ` ${placeWords(at)}`,
    `: ${message}`,
    hint !== undefined && h('span', { class: 'quiet' }, ` ${hint}`),
  );
}
