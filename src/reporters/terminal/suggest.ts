import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import type { Report } from '../../model/report.ts';
import { shellWord } from '../escape.ts';
import { amountWords, askedWords, basisWords, floorWords, planWords, summaryWords } from '../cut-words.ts';
import { hazardWords } from '../hazard-words.ts';
import { placeOf } from '../places.ts';
import { briefLines, cutLines } from './cut.ts';
import { groundsWords } from '../tried-words.ts';
import { stepLines, type Step } from './next-steps.ts';
import { noticeLines } from './notices.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

const CUTS_SHOWN = 10;
const BLOCKED_SHOWN = 5;
const HELD_SHOWN = 3;
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
    ...stepLines(nextSteps(report), page),
  ];
}

function entryLines(cuts: CutsReport, report: Report, page: Page): string[] {
  const { ink } = page;
  const { startup, plan } = cuts;
  const file = report.entries.find(({ name }) => name === cuts.entry)?.file;
  const now = amountWords(startup.ms, startup.modules, startup.bytes);
  const goal = askedWords(cuts);
  const grounds = groundsWords(cuts);
  const floor = floorWords(cuts);
  return [
    `${ink.bold(cuts.entry)}${file === undefined || file === cuts.entry ? '' : `  ${ink.dim(file)}`}`,
    `  startup   ${now}  ${ink.dim(basisWords(cuts))}`,
    ...(plan.cuts.length === 0
      ? [`  the plan  ${cuts.candidates.length === 0 ? 'nothing to cut' : 'no cut is worth its work'}`]
      : [`  the plan  ${ink.green(`leaves ${planWords(plan, cuts)}`)}`]),
    ...(grounds === null ? [] : wrap(grounds, page.width, '            ', '  measured  ')),
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
  const isEnough = ({ frees }: CutCandidate) => frees.modules.length > 0 || (frees.ms ?? 0) > 0;
  const possible = own.filter(({ safety }) => safety !== 'blocked');
  const open = possible.filter(isEnough);
  const blocked = own.filter(({ safety }) => safety === 'blocked');
  const limit = page.verbose ? Infinity : (page.top ?? CUTS_SHOWN);
  const shown = open.slice(0, limit);
  return [
    ...shown.flatMap((candidate, at) => ['', ...cutLines(candidate, at + 1, cuts, page)]),
    ...moreLine(page, open.length - shown.length, '  ', '--top, --verbose'),
    ...shortList(
      'Frees nothing by itself',
      possible.filter((it) => !isEnough(it)),
      HELD_SHOWN,
      cuts,
      page,
    ),
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
    ...shown.flatMap((candidate) => briefLines(candidate, cuts, page)),
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

function nextSteps(report: Report): Step[] {
  const { cuts = [], entries, config } = report;
  const wordFor = ({ entry }: CutsReport) => {
    const file = entries.find(({ name }) => name === entry)?.file;
    return shellWord(config === null ? (file ?? entry) : entry);
  };
  const tries = cuts.flatMap((one): Step[] => {
    const open = one.candidates.filter(
      ({ id, safety }) => one.plan.cuts.includes(id) && safety !== 'blocked',
    );
    if (open.length === 0) return [];
    if (one.asked !== undefined) {
      // Only who is asked the same again has the same plan.
      const { what: wanted } = one.asked;
      const asked = wanted.startsWith('--goal ') ? wanted : `--evict ${shellWord(wanted)}`;
      const gain = 'boots with and without the plan; changes no file (runs your code)';
      return [{ command: `import-budget suggest ${wordFor(one)} ${asked} --verify`, gain }];
    }
    const what = open.length === 1 ? shellWord(open[0]!.id) : 'plan';
    const gain = `boots with and without ${open.length === 1 ? 'it' : 'the plan'}; changes no file (runs your code)`;
    return [{ command: `import-budget try ${what} ${wordFor(one)}`, gain }];
  });
  const unmeasured = cuts.some(({ basis, candidates }) => basis === 'bytes' && candidates.length > 0);
  const boot: Step = {
    command: 'import-budget suggest --boot',
    gain: 'ranked by time instead of size (runs your code)',
  };
  return [...tries.slice(0, 3), ...(unmeasured ? [boot] : [])];
}
