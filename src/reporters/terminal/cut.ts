import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import {
  actionWords,
  EDIT_WORDS,
  effectWords,
  KEEP_WORDS,
  heldWords,
  mergedReasons,
  paidWords,
  SAFETY_WORDS,
  savesWords,
} from '../cut-words.ts';
import { hazardWords } from '../hazard-words.ts';
import { inTheWay } from '../in-the-way.ts';
import { importCode, placeOf } from '../places.ts';
import { measuredWords, rebootWords } from '../tried-words.ts';
import { cutRight, head, moreLine, wrap, type Page } from './page.ts';

const EDGES_SHOWN = 4;
const REASONS_SHOWN = 3;
const EFFECTS_SHOWN = 4;
const INDENT = '      ';

/** One cut in full: what to do and where, what it saves, what speaks against it, and its id. */
export function cutLines(candidate: CutCandidate, number: number, cuts: CutsReport, page: Page): string[] {
  const { ink, width } = page;
  const { id, deferability } = candidate;
  const held = heldWords(candidate);
  const paid = paidWords(candidate);
  const tried = measuredWords(candidate);
  const reboot = rebootWords(candidate);
  const verified = reboot === null ? '' : `  ${ink.green(reboot)}`;
  const planned = cuts.plan.cuts.includes(id) ? `  ${ink.dim('in the plan')}` : '';
  return [
    `${String(number).padStart(4)}  ${badge(candidate, page)}  ${ink.bold(savesWords(candidate, cuts))}${verified}${planned}`,
    ...wrap(actionWords(candidate), width, INDENT),
    ...edgeLines(candidate, page),
    ...(tried === null ? [] : wrap(tried, width, INDENT)),
    ...(deferability === 'mechanical' ? [] : wrap(`the edit: ${EDIT_WORDS[deferability]}`, width, INDENT)),
    ...reasonLines(candidate, page),
    ...hazardLines(candidate, page),
    ...effectLines(candidate, page),
    ...(held === null ? [] : wrap(held, width, INDENT)),
    ...(paid === null ? [] : wrap(paid, width, INDENT)),
    `${INDENT}${ink.dim(`id ${id}`)}`,
  ];
}

/** A cut that is not to be made: where, what it would save, and the first thing in its way. */
export function briefLines(candidate: CutCandidate, cuts: CutsReport, page: Page): string[] {
  const [edge] = candidate.edges;
  const where = edge === undefined ? candidate.id : `${placeOf(edge)}  ${importCode(edge)}`;
  const isFree = candidate.frees.modules.length === 0 && !candidate.frees.ms;
  const mark = candidate.safety === 'blocked' ? page.ink.red('x') : page.ink.dim('-');
  return [
    `  ${mark} ${page.ink.cyan(cutRight(where, page.width - 4))}`,
    ...(isFree ? [] : wrap(`would save ${savesWords(candidate, cuts)}`, page.width, '    ')),
    ...wrap(inTheWay(candidate), page.width, '    '),
  ];
}

function badge({ safety }: CutCandidate, { ink }: Page): string {
  const paint = { safe: ink.green, review: ink.yellow, blocked: ink.red }[safety];
  return paint(SAFETY_WORDS[safety][0].toUpperCase().padEnd(6));
}

function edgeLines({ edges }: CutCandidate, page: Page): string[] {
  const { shown, more } = head(page, edges, EDGES_SHOWN);
  return [
    ...shown.map((edge) => {
      const place = placeOf(edge);
      const room = page.verbose ? Infinity : page.width - INDENT.length - place.length - 2;
      const code = room < 8 ? '' : `  ${page.ink.dim(cutRight(importCode(edge), room))}`;
      return `${INDENT}${page.ink.cyan(place)}${code}`;
    }),
    ...moreLine(page, more, INDENT),
  ];
}

function reasonLines({ reasons }: CutCandidate, page: Page): string[] {
  const { shown, more } = head(page, mergedReasons(reasons), REASONS_SHOWN);
  return [
    ...shown.flatMap(({ place, why }) => wrap(`${place} ${why}`, page.width, `${INDENT}  `, `${INDENT}- `)),
    ...moreLine(page, more, `${INDENT}  `),
  ];
}

function hazardLines({ unmasks }: CutCandidate, page: Page): string[] {
  const { shown, more } = head(page, unmasks, REASONS_SHOWN);
  return [
    ...shown.flatMap((hazard) =>
      wrap(`unmasks: ${hazardWords(hazard)}`, page.width, `${INDENT}  `, `${INDENT}${page.ink.red('!')} `),
    ),
    ...moreLine(page, more, `${INDENT}  `),
  ];
}

function effectLines({ losesEffects }: CutCandidate, page: Page): string[] {
  const { shown, more } = head(page, losesEffects, EFFECTS_SHOWN);
  return [
    ...shown.flatMap((effect) =>
      wrap(effectWords(effect), page.width, `${INDENT}  `, `${INDENT}${page.ink.yellow('!')} `),
    ),
    ...moreLine(page, more, `${INDENT}  `),
    ...(shown.length > 0 ? wrap(KEEP_WORDS, page.width, `${INDENT}  `, `${INDENT}  `) : []),
  ];
}
