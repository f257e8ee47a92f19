import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import type { Report } from '../../model/report.ts';
import { shellWord } from '../escape.ts';
import {
  amountWords,
  askedWords,
  basisWords,
  floorWords,
  planWords,
  savesWords,
  summaryWords,
} from '../cut-words.ts';
import { hazardWords } from '../hazard-words.ts';
import { placeOf } from '../places.ts';
import { cutLines, blockedLine } from './cut.ts';
import { verifiedWords } from '../tried-words.ts';
import { stepLines, type Step } from './next-steps.ts';
import { noticeLines } from './notices.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

const CUTS_SHOWN = 10;
const BLOCKED_SHOWN = 5;
const UPSTREAM_SHOWN = 3;
const POINTS_SHOWN = 6;

/** `suggest` for a terminal: what a plan leaves, the cuts with what speaks against them, and what to try. */
export function suggestLines(report: Report, page: Page): string[] {
  const { cuts = [], notices } = report;
  const nothing = cuts.length === 0 ? [page.ink.bold('No startup was looked at.')] : [];
  return [
    ...nothing,
    ...cuts.flatMap((one, at) => [...(at === 0 ? [] : ['']), ...entryLines(one, report, page)]),
    ...noticeLines(notices, page, 'warning'),
    ...stepLines(cuts.flatMap((one) => nextSteps(one, report)).slice(0, 4), page),
  ];
}

function entryLines(cuts: CutsReport, report: Report, page: Page): string[] {
  const { ink } = page;
  const { startup, plan } = cuts;
  const file = report.entries.find(({ name }) => name === cuts.entry)?.file;
  const now = amountWords(startup.ms, startup.modules, startup.bytes);
  const goal = askedWords(cuts);
  const floor = floorWords(cuts);
  return [
    `${ink.bold(cuts.entry)}${file === undefined || file === cuts.entry ? '' : `  ${ink.dim(file)}`}`,
    `  startup   ${now}  ${ink.dim(basisWords(cuts))}`,
    ...(plan.cuts.length === 0
      ? [`  the plan  ${cuts.candidates.length === 0 ? 'nothing to cut' : 'no cut is worth its work'}`]
      : [`  the plan  ${ink.green(`leaves ${planWords(plan, cuts)}`)}`]),
    ...(cuts.verified === undefined
      ? []
      : wrap(verifiedWords(cuts.verified), page.width, '            ', '  measured  ')),
    ...(goal === null ? [] : wrap(goal, page.width, '            ', '  asked     ')),
    `  cuts      ${summaryWords(cuts)}`,
    ...candidateLines(cuts, page),
    ...riskLines(cuts, page),
    ...hullLines(cuts, page),
    ...(floor === null ? [] : ['', ...wrap(floor, page.width, '  ')]),
  ];
}

/** What can be done comes in full; what cannot, one line each. */
function candidateLines(cuts: CutsReport, page: Page): string[] {
  const upstream = cuts.candidates.filter(({ action }) => action === 'upstream');
  const own = cuts.candidates.filter(({ action }) => action !== 'upstream');
  const open = own.filter(({ safety }) => safety !== 'blocked');
  const blocked = own.filter(({ safety }) => safety === 'blocked');
  const limit = page.verbose ? Infinity : (page.top ?? CUTS_SHOWN);
  const shown = open.slice(0, limit);
  return [
    ...shown.flatMap((candidate, at) => ['', ...cutLines(candidate, at + 1, cuts, page)]),
    ...moreLine(page, open.length - shown.length, '  ', '--top, --verbose'),
    ...shortList('Blocked', blocked, BLOCKED_SHOWN, cuts, page),
    ...shortList('Ask upstream', upstream, UPSTREAM_SHOWN, cuts, page),
  ];
}

function shortList(
  title: string,
  candidates: readonly CutCandidate[],
  limit: number,
  cuts: CutsReport,
  page: Page,
): string[] {
  if (candidates.length === 0) return [];
  const { shown, more } = head(page, candidates, limit);
  return [
    '',
    `  ${page.ink.bold(title)}`,
    ...shown.flatMap((candidate) => blockedLine(candidate, cuts, page)),
    ...moreLine(page, more, '  '),
  ];
}

function riskLines({ riskyTogether, candidates }: CutsReport, page: Page): string[] {
  if (riskyTogether.length === 0) return [];
  const placed = (id: string) => {
    const edge = candidates.find((candidate) => candidate.id === id)?.edges[0];
    return edge === undefined ? id : placeOf(edge);
  };
  return [
    '',
    `  ${page.ink.bold('Risky only together')}`,
    ...riskyTogether.flatMap(({ cuts, unmasks }) => [
      ...wrap(cuts.map(placed).join(' with '), page.width, '    ', `  ${page.ink.yellow('!')} `),
      ...unmasks.slice(0, 2).flatMap((hazard) => wrap(hazardWords(hazard), page.width, '    ')),
    ]),
  ];
}

/** Less work for less, more for more. */
function hullLines(cuts: CutsReport, page: Page): string[] {
  const points = cuts.hull.filter((plan) => plan.cuts.length > 0);
  if (points.length < 2) return [];
  const { shown, more } = head(page, points, POINTS_SHOWN);
  return [
    '',
    `  ${page.ink.bold('More work, less startup')}`,
    ...shown.map((plan) => {
      const isChosen = plan.cuts.join() === cuts.plan.cuts.join();
      return `  ${isChosen ? page.ink.green('>') : ' '} leaves ${planWords(plan, cuts)}`;
    }),
    ...moreLine(page, more, '    '),
  ];
}

function nextSteps(cuts: CutsReport, { entries }: Report): Step[] {
  const planned = cuts.candidates.filter(({ id }) => cuts.plan.cuts.includes(id));
  const open = planned.filter(({ safety }) => safety !== 'blocked');
  const which = entries.length > 1 ? ` --entry ${shellWord(cuts.entry)}` : fileOf(cuts, entries);
  const steps: Step[] = [];
  const [best] = open;
  if (best !== undefined) {
    const ids = open.map(({ id }) => shellWord(id));
    const all = `import-budget try ${ids.join(' ')}${which}`;
    const one = `import-budget try ${ids[0] ?? ''}${which}`;
    const gain = `boots with and without ${open.length === 1 ? 'it' : 'them'}; touches no file (runs your code)`;
    steps.push(
      all.length <= LONGEST_COMMAND
        ? { command: all, gain }
        : { command: one, gain: `${savesWords(best, cuts)}; touches no file (runs your code)` },
    );
  }
  if (cuts.basis === 'bytes' && cuts.candidates.length > 0)
    steps.push({
      command: `import-budget suggest --boot${which}`,
      gain: `ranked by time instead of size (runs your code)`,
    });
  return steps;
}

const LONGEST_COMMAND = 100;

/** The entry, where the config names none. */
function fileOf({ entry }: CutsReport, entries: Report['entries']): string {
  const [only] = entries;
  return only === undefined || only.name !== only.file ? '' : ` --entry ${shellWord(entry)}`;
}
