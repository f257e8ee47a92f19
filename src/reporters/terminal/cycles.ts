import { CYCLE_EFFECTS, type CycleEffect, type CycleReport } from '../../model/cycles.ts';
import type { Notice } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { shellWord } from '../escape.ts';
import { CYCLE_EFFECT_WORDS, hazardWords } from '../hazard-words.ts';
import { plural } from '../numbers.ts';
import { whyCommand } from '../wording.ts';
import { cycleLines, isProved, namesLine } from './cycle.ts';
import { noticeLines } from './notices.ts';
import { moreLine, wrap, type Page } from './page.ts';
import { stepLines, type Step } from './next-steps.ts';

/** Cycles of each group that are told in full unless somebody asks. */
const SHOWN: Readonly<Record<CycleEffect, number>> = {
  breaks: 10,
  'may-break': 5,
  'breaks-later': 5,
  masked: 5,
  unknown: 5,
  harmless: 3,
};

/** `cycles` for a terminal: what breaks, what would, and the imports to cut. */
export function cyclesLines(report: Report, page: Page): string[] {
  const { cycles = [], elsewhere = [] } = report.cycles ?? {};
  const notices: readonly Notice[] = report.notices;
  const alone = elsewhere.flatMap(({ entry, hazard }) => [
    '',
    ...wrap(`${entry}: ${hazardWords(hazard)}`, page.width, '  ', `${page.ink.red('x')} `),
  ]);
  return [
    headline(cycles, page),
    ...alone,
    ...CYCLE_EFFECTS.flatMap((effect) =>
      groupLines(
        effect,
        cycles.filter(({ does }) => does === effect),
        page,
      ),
    ),
    ...noticeLines(notices, page, 'info'),
    ...stepLines(nextSteps(cycles, report), page),
  ];
}

function headline(cycles: readonly CycleReport[], page: Page): string {
  if (cycles.length === 0) return `${page.ink.green('ok')} No import cycle is in reach.`;
  const counts = CYCLE_EFFECTS.flatMap((effect) => {
    const size = cycles.filter(({ does }) => does === effect).length;
    return size === 0 ? [] : [`${size} ${CYCLE_EFFECT_WORDS[effect][0].toLowerCase()}`];
  });
  return page.ink.bold(`${plural(cycles.length, 'import cycle')}: ${counts.join(', ')}`);
}

function groupLines(effect: CycleEffect, cycles: readonly CycleReport[], page: Page): string[] {
  if (cycles.length === 0) return [];
  const [title, means] = CYCLE_EFFECT_WORDS[effect];
  const limit = page.verbose ? Infinity : (page.top ?? SHOWN[effect]);
  const shown = cycles.slice(0, limit);
  return [
    '',
    `${page.ink.bold(title)}  ${page.ink.dim(means)}`,
    ...shown.flatMap((cycle) =>
      effect === 'harmless' || effect === 'unknown'
        ? [namesLine(cycle, page)]
        : ['', ...cycleLines(cycle, page)],
    ),
    ...moreLine(page, cycles.length - shown.length, '  ', '--top, --verbose'),
  ];
}

function nextSteps(cycles: readonly CycleReport[], { entries }: Report): Step[] {
  const [only, ...others] = entries.map(({ file }) => file);
  const which = only === undefined || others.length > 0 ? '' : `${shellWord(only)} `;
  const unproven = cycles.some(({ unsafe }) => unsafe.length > 0) && !cycles.some(isProved);
  const [first] = cycles.flatMap(({ does, entrances }) =>
    does === 'harmless' || does === 'unknown' ? [] : entrances,
  );
  const file = entries.find(({ name }) => name === first?.entry)?.file;
  const steps: Step[] = [];
  if (unproven)
    steps.push({
      command: `import-budget cycles ${which}--prove`,
      gain: 'load each unsafe module first, and see (runs your code)',
    });
  if (first !== undefined && file !== undefined && file !== first.member)
    steps.push({ command: whyCommand(first.member, file), gain: 'how startup comes to it' });
  return steps;
}
