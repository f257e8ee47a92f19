import type { Notice, Place } from '../../model/finding.ts';
import { shortId } from '../places.ts';
import { noticeHeading } from '../wording.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

/**
 * Notices by code, warnings before the rest, three of each unless all are asked for.
 *
 * @returns lines, a blank one first; none where there are no notices
 */
export function noticeLines(notices: readonly Notice[], page: Page): string[] {
  const groups = new Map<string, Notice[]>();
  for (const notice of [...notices.filter(isWarning), ...notices.filter((notice) => !isWarning(notice))]) {
    const key = `${notice.level} ${notice.code}`;
    const group = groups.get(key);
    if (group) group.push(notice);
    else groups.set(key, [notice]);
  }
  return [...groups.values()].flatMap((group) => ['', ...groupLines(group, page)]);
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
  const place = placeText(at);
  const link = page.link(at.file, place);
  if (3 + place.length + 2 + notice.message.length <= page.width) return [`   ${link}  ${notice.message}`];
  return [`   ${link}`, ...wrap(notice.message, page.width, '     ')];
}

function placeText(at: Place): string {
  return (
    shortId(at.file) +
    (at.line === undefined ? '' : `:${at.line}`) +
    (at.column === undefined ? '' : `:${at.column}`)
  );
}
