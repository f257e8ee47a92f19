import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import type { Report } from '../../model/report.ts';
import {
  actionWords,
  amountWords,
  askedWords,
  basisWords,
  EDIT_WORDS,
  effectWords,
  KEEP_WORDS,
  floorWords,
  heldWords,
  mergedReasons,
  paidWords,
  planWords,
  SAFETY_WORDS,
  savesWords,
  summaryWords,
} from '../cut-words.ts';
import { hazardWords } from '../hazard-words.ts';
import { plural } from '../numbers.ts';
import { importCode, placeOf } from '../places.ts';
import { groundsWords, measuredWords, rebootWords } from '../tried-words.ts';
import { folded, type Part } from './fold.ts';
import { code, prose } from './text.ts';

const MARK: Readonly<Record<CutCandidate['safety'], string>> = { safe: '🟢', review: '🟡', blocked: '🔴' };
const NAMES_SHOWN = 6;

/** A table of the cuts of each entry, and what is to be known of each below; nothing where the report has none. */
export function cutParts({ cuts = [] }: Pick<Report, 'cuts'>): Part[] {
  return cuts.flatMap((one) => [tableOf(one), detailsOf(one)]);
}

function tableOf(cuts: CutsReport): Part {
  const { startup, plan, candidates } = cuts;
  const grounds = groundsWords(cuts);
  const floor = floorWords(cuts);
  const asked = askedWords(cuts);
  const planned = new Set(plan.cuts);
  const rows = candidates.map((candidate) => {
    const [edge] = candidate.edges;
    const more = candidate.edges.length > 1 ? ` +${candidate.edges.length - 1}` : '';
    const where = edge === undefined ? '' : `${code(placeOf(edge))}${more}`;
    const cells = [
      MARK[candidate.safety],
      where,
      prose(actionWords(candidate)),
      `${prose(savesWords(candidate, cuts))}${rebootWords(candidate) === null ? '' : `, ${rebootWords(candidate)}`}`,
      EDIT_WORDS[candidate.deferability],
      planned.has(candidate.id) ? 'yes' : '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const table = ['| | import | do | saves | edit | in the plan |', '| - | - | - | - | - | - |'];
  const leaves = plan.cuts.length === 0 ? 'no cut is worth its work' : `leaves ${planWords(plan, cuts)}`;
  return {
    open: ['', `#### ${code(cuts.entry)}`, ''],
    items: [
      `- Startup: ${prose(amountWords(startup.ms, startup.modules, startup.bytes))} (${basisWords(cuts)})`,
      `- The plan: ${prose(leaves)}`,
      ...(grounds === null ? [] : [`- Measured: ${prose(grounds)}`]),
      ...(asked === null ? [] : [`- Asked: ${prose(asked)}`]),
      `- Cuts: ${summaryWords(cuts)}`,
      ...(floor === null ? [] : [`- Floor: ${prose(floor)}`]),
      '',
      ...(rows.length === 0 ? ['There is nothing to cut.'] : [...table, ...rows]),
    ],
    close: [],
  };
}

function detailsOf(cuts: CutsReport): Part {
  const risks = cuts.riskyTogether.map(
    ({ cuts: ids, unmasks }) =>
      `- ⚠️ **risky only together**: ${ids.map(code).join(', ')}${unmasks.map((it) => `<br/>\n  ${prose(hazardWords(it))}`).join('')}`,
  );
  const size = cuts.candidates.length;
  return folded(`${plural(size, 'cut')} in detail`, [
    ...risks,
    ...cuts.candidates.map((it) => itemOf(it, cuts)),
  ]);
}

function itemOf(candidate: CutCandidate, cuts: CutsReport): string {
  const { id, safety, edges, reasons, unmasks, losesEffects } = candidate;
  const held = heldWords(candidate);
  const paid = paidWords(candidate);
  const tried = measuredWords(candidate);
  const lines = [
    `- ${MARK[safety]} **${SAFETY_WORDS[safety][0]}** ${code(id)}: ${prose(actionWords(candidate))}`,
    ...firstOf(edges.map((edge) => `${code(placeOf(edge))} ${code(importCode(edge))}`)),
    `saves ${prose(savesWords(candidate, cuts))}`,
    ...(tried === null ? [] : [prose(tried)]),
    ...firstOf(mergedReasons(reasons).map(({ place, why }) => `${code(place)} ${prose(why)}`)),
    ...firstOf(unmasks.map((hazard) => `unmasks: ${prose(hazardWords(hazard))}`)),
    ...firstOf(losesEffects.map((effect) => prose(effectWords(effect)))),
    ...(losesEffects.length > 0 ? [prose(KEEP_WORDS)] : []),
    ...(held === null ? [] : [prose(held)]),
    ...(paid === null ? [] : [prose(paid)]),
  ];
  return lines.join('<br/>\n  ');
}

function firstOf(lines: readonly string[]): string[] {
  const left = lines.length - NAMES_SHOWN;
  return left > 0 ? [...lines.slice(0, NAMES_SHOWN), `… and ${left} more`] : [...lines];
}
