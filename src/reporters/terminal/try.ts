import type { CutMeasurement, TriedCuts } from '../../model/cut.ts';
import type { Report } from '../../model/report.ts';
import { holds, isSaving } from '../../model/verdict.ts';
import { plural } from '../numbers.ts';
import { importCode, placeOf, placeWords, shortId } from '../places.ts';
import { changeWords, skippedWords, triedWords, untriedWords } from '../tried-words.ts';
import { noticeLines } from './notices.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

const NAMES_SHOWN = 6;
const STACK_SHOWN = 5;

/** `try` for a terminal: what changed, what left, what was lost, and who used what was to be deferred. */
export function tryLines(report: Report, page: Page): string[] {
  const { tried = [], notices } = report;
  return [
    ...(tried.length === 0 ? [page.ink.bold('Nothing was tried.')] : []),
    ...tried.flatMap((one, at) => [...(at === 0 ? [] : ['']), ...triedLines(one, page)]),
    ...noticeLines(notices, page, 'warning'),
  ];
}

function triedLines(tried: TriedCuts, page: Page): string[] {
  const { ink, width } = page;
  const { measurement, edges, entry, scenarios } = tried;
  const good = holds(measurement);
  const mark = good ? (isSaving(measurement) ? ink.green('ok') : ink.yellow('? ')) : ink.red('x ');
  const { shown, more } = head(page, edges, NAMES_SHOWN);
  return [
    ink.bold(entry),
    ...scenarios.map((scenario) => `  ${ink.dim(`and once a side: ${scenario}`)}`),
    ...shown.map((edge) => `  ${ink.cyan(placeOf(edge))}  ${ink.dim(importCode(edge))}`),
    ...moreLine(page, more, '  '),
    '',
    ...wrap(triedWords(tried), width, '   ', `${mark} `).map((line) => (good ? line : ink.bold(line))),
    ...wrap(changeWords(measurement), width, '   '),
    `   output ${measurement.sameOutput ? 'the same' : ink.red('differs')}, exit code ${measurement.sameExitCode ? 'the same' : ink.red('differs')}`,
    ...untriedLines(tried, page),
    ...skippedLines(measurement, page),
    ...leftLines(measurement, page),
    ...lostLines(measurement, page),
    ...touchedLines(measurement, page),
  ];
}

function untriedLines({ untried = [] }: TriedCuts, page: Page): string[] {
  if (untried.length === 0) return [];
  const { shown, more } = head(page, untried, NAMES_SHOWN);
  return [
    ...wrap(untriedWords(untried), page.width, '   '),
    ...shown.flatMap((id) => wrap(id, page.width, '       ', '     ')),
    ...moreLine(page, more, '     '),
  ];
}

function skippedLines({ skipped = [] }: CutMeasurement, page: Page): string[] {
  const { shown, more } = head(page, skipped, NAMES_SHOWN);
  return [
    ...shown.flatMap(({ edge, why }) => wrap(skippedWords(edge, why), page.width, '     ', '   ')),
    ...moreLine(page, more, '   '),
  ];
}

function leftLines({ modulesLeft }: CutMeasurement, page: Page): string[] {
  const { shown, more } = head(page, modulesLeft, NAMES_SHOWN);
  const names = shown.map(shortId).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return [
    `   ${plural(modulesLeft.length, 'module')} left startup`,
    ...(names === '' ? [] : wrap(names, page.width, '     ').map((line) => page.ink.dim(line))),
  ];
}

function lostLines({ registrationsLost }: CutMeasurement, page: Page): string[] {
  if (registrationsLost.length === 0) return [];
  const { shown, more } = head(page, registrationsLost, NAMES_SHOWN);
  return [
    '',
    `   ${page.ink.bold('No longer registered at startup')}`,
    ...shown.flatMap((name) => wrap(name, page.width, '     ', `   ${page.ink.red('-')} `)),
    ...moreLine(page, more, '   '),
  ];
}

function touchedLines({ touched }: CutMeasurement, page: Page): string[] {
  if (touched.length === 0) return [];
  const { ink } = page;
  const { shown, more } = head(page, touched, NAMES_SHOWN);
  return [
    '',
    `   ${ink.bold('Used while booting all the same: not deferred')}`,
    ...shown.flatMap(({ edge, by, stack }) => [
      `   ${ink.red('-')} ${ink.cyan(placeOf(edge))}  ${ink.dim(importCode(edge))}`,
      ...wrap(by === null ? 'by whom is not known' : `used at ${placeWords(by)}`, page.width, '     '),
      ...stackLines(stack, page),
    ]),
    ...moreLine(page, more, '   '),
  ];
}

function stackLines(stack: readonly string[], page: Page): string[] {
  const { shown, more } = head(page, stack, STACK_SHOWN);
  return [...shown.map((frame) => page.ink.dim(`       ${frame}`)), ...moreLine(page, more, '       ')];
}
