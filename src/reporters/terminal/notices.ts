import type { Notice } from '../../model/finding.ts';
import { placeWords } from '../places.ts';
import { executedWords, noticeHeading } from '../wording.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

/**
 * Notices by code, warnings before the rest, three of each unless all are asked for. That a config was executed is
 * always said.
 *
 * @param least `warning` leaves out the rest unless all are asked for
 * @returns lines, a blank one first; none where there are no notices
 */
export function noticeLines(notices: readonly Notice[], page: Page, least: Notice['level']): string[] {
  const rest = least === 'info' || page.verbose ? optionalNotices(notices) : [];
  const groups = new Map<string, Notice[]>();
  for (const notice of [...notices.filter(isWarning), ...rest]) {
    const key = `${notice.level} ${notice.code}`;
    const group = groups.get(key);
    if (group) group.push(notice);
    else groups.set(key, [notice]);
  }
  return [
    ...[...groups.values()].flatMap((group) => ['', ...groupLines(group, page)]),
    ...executed(notices, page),
  ];
}

/** The notices that may be left out. */
export function optionalNotices(notices: readonly Notice[]): Notice[] {
  return notices.filter((notice) => !isWarning(notice) && notice.code !== 'config-code');
}

function executed(notices: readonly Notice[], page: Page): string[] {
  const words = executedWords(notices);
  if (words === null) return [];
  const lines = wrap(words, page.width, '   ', 'i  ');
  return ['', ...lines.map((line) => page.ink.dim(line))];
}

function isWarning(notice: Notice): boolean {
  return notice.level === 'warning';
}

function groupLines(group: readonly Notice[], page: Page): string[] {
  const [first] = group;
  if (!first) return [];
  const { ink } = page;
  const mark = isWarning(first) ? ink.yellow('!') : ink.dim('i');
  const { shown, more } = head(page, group, 3);
  const hints = new Set(group.flatMap((notice) => notice.hint ?? []));
  const hint = page.verbose || hints.size === 1 ? [...hints] : [];
  return [
    `${mark}  ${noticeHeading(first.code, group.length)}`,
    ...shown.flatMap((notice) => noticeText(notice, page)),
    ...moreLine(page, more, '   '),
    ...hint.flatMap((text) => wrap(text, page.width, '   ').map((line) => ink.dim(line))),
  ];
}

function noticeText(notice: Notice, page: Page): string[] {
  const at = notice.at;
  if (!at) return wrap(notice.message, page.width, '   ');
  const place = placeWords(at);
  const painted = page.ink.cyan(place);
  if (3 + place.length + 2 + notice.message.length <= page.width) return [`   ${painted}  ${notice.message}`];
  return [`   ${painted}`, ...wrap(notice.message, page.width, '     ')];
}
