import { CYCLE_EFFECTS, type CycleReport } from '../../model/cycles.ts';
import type { Report } from '../../model/report.ts';
import { CYCLE_EFFECT_WORDS, cutWords, hazardWords, orderWords, repairWords } from '../hazard-words.ts';
import { plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { folded, type Part } from './fold.ts';
import { code, prose } from './text.ts';

const NAMES_SHOWN = 6;
const REPAIRS_SHOWN = 3;

/** Cycles by what they do, one folded list a group; nothing where the report looks at none. */
export function cycleParts({ cycles }: Pick<Report, 'cycles'>): Part[] {
  if (cycles === undefined) return [];
  return CYCLE_EFFECTS.map((effect) => {
    const own = cycles.cycles.filter(({ does }) => does === effect);
    const [title, means] = CYCLE_EFFECT_WORDS[effect];
    return folded(`${title}: ${plural(own.length, 'import cycle')} (${means})`, own.map(cycleItem));
  });
}

function cycleItem(cycle: CycleReport): string {
  const { members, unsafe, entrances, does, safe, acyclic, repairs } = cycle;
  const hazards = (does === 'masked' ? unsafe : entrances).flatMap((each) => each.hazards);
  const [hazard] = hazards;
  const order = hazard === undefined ? null : orderWords(hazard);
  const { edges } = safe !== null && safe.edges.length > 0 ? safe : acyclic;
  const lines = [
    `- ${namesOf(members, ' → ')}`,
    ...(does === 'masked'
      ? [
          `must not come first: ${namesOf(
            unsafe.map(({ member }) => member),
            ', ',
          )}`,
        ]
      : []),
    ...(hazard === undefined ? [] : [prose(hazardWords(hazard) + (order === null ? '' : `; ${order}`))]),
    ...repairs.slice(0, REPAIRS_SHOWN).map((repair) => `Fix: ${prose(repairWords(repair))}`),
    ...(does === 'harmless' || does === 'unknown' || edges.length === 0
      ? []
      : [`Cut: ${prose(edges.slice(0, REPAIRS_SHOWN).map(cutWords).join('; '))}`]),
  ];
  return lines.join('<br/>\n  ');
}

function namesOf(ids: readonly string[], between: string): string {
  const names = ids.slice(0, NAMES_SHOWN).map((id) => code(shortId(id)));
  const more = ids.length > names.length ? ` and ${ids.length - names.length} more` : '';
  return names.join(between) + more;
}
