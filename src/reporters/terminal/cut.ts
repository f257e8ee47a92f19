import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import {
  actionWords,
  EDIT_WORDS,
  effectWords,
  heldWords,
  paidWords,
  placeWords,
  reasonWords,
  SAFETY_WORDS,
  savesWords,
} from '../cut-words.ts';
import { hazardWords } from '../hazard-words.ts';
import { importCode, placeOf } from '../places.ts';
import { changeWords } from '../tried-words.ts';
import { cutRight, head, moreLine, wrap, type Page } from './page.ts';

const EDGES_SHOWN = 4;
const REASONS_SHOWN = 3;
const EFFECTS_SHOWN = 4;
const INDENT = '      ';

/** One cut in full: what to do and where, what it saves, what speaks against it, and its id. */
export function cutLines(candidate: CutCandidate, number: number, cuts: CutsReport, page: Page): string[] {
  const { ink, width } = page;
  const { id, measured, deferability } = candidate;
  const held = heldWords(candidate);
  const paid = paidWords(candidate);
  const planned = cuts.plan.cuts.includes(id) ? `  ${ink.dim('in the plan')}` : '';
  return [
    `${String(number).padStart(4)}  ${badge(candidate, page)}  ${ink.bold(savesWords(candidate, cuts))}${planned}`,
    ...wrap(actionWords(candidate), width, INDENT),
    ...edgeLines(candidate, page),
    ...(measured === undefined ? [] : wrap(`measured: ${changeWords(measured)}`, width, INDENT)),
    ...(deferability === 'mechanical' ? [] : wrap(`the edit: ${EDIT_WORDS[deferability]}`, width, INDENT)),
    ...reasonLines(candidate, page),
    ...hazardLines(candidate, page),
    ...effectLines(candidate, page),
    ...(held === null ? [] : wrap(held, width, INDENT)),
    ...(paid === null ? [] : wrap(paid, width, INDENT)),
    `${INDENT}${ink.dim(`id ${id}`)}`,
  ];
}

/** A cut that cannot be made: where, what it would save, and the first thing in its way. */
export function blockedLine(candidate: CutCandidate, cuts: CutsReport, page: Page): string[] {
  const [edge] = candidate.edges;
  const [reason] = candidate.reasons;
  const [hazard] = candidate.unmasks;
  const why =
    candidate.action === 'upstream'
      ? actionWords(candidate)
      : reason !== undefined
        ? `${placeWords(reason.at)} ${reasonWords(reason)}`
        : hazard !== undefined
          ? hazardWords(hazard)
          : SAFETY_WORDS[candidate.safety][1];
  const where = edge === undefined ? candidate.id : `${placeOf(edge)}  ${importCode(edge)}`;
  return [
    `  ${page.ink.red('x')} ${page.ink.cyan(cutRight(where, page.width - 4))}`,
    ...wrap(`would save ${savesWords(candidate, cuts)}`, page.width, '    '),
    ...wrap(why, page.width, '    '),
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
  const { shown, more } = head(page, reasons, REASONS_SHOWN);
  return [
    ...shown.flatMap((reason) =>
      wrap(`${placeWords(reason.at)} ${reasonWords(reason)}`, page.width, `${INDENT}  `, `${INDENT}- `),
    ),
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
  ];
}
