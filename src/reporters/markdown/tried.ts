import type { TriedCuts } from '../../model/cut.ts';
import type { Report } from '../../model/report.ts';
import { holds, isSaving } from '../../model/verdict.ts';
import { plural } from '../numbers.ts';
import { importCode, placeOf, placeWords, shortId } from '../places.ts';
import { changeWords, skippedWords, triedWords, untriedWords } from '../tried-words.ts';
import type { Part } from './fold.ts';
import { code, prose } from './text.ts';

const NAMES_SHOWN = 10;

/** What came of cuts that were tried, one list an entry and scenario; nothing where the report has none. */
export function triedParts({ tried = [] }: Pick<Report, 'tried'>): Part[] {
  return tried.map((one) => ({ open: ['', titleOf(one), ''], items: itemsOf(one), close: [] }));
}

function titleOf(tried: TriedCuts): string {
  const { entry, measurement } = tried;
  const mark = holds(measurement) ? (isSaving(measurement) ? '✅' : '❔') : '❌';
  return `#### ${mark} ${code(entry)}: ${prose(triedWords(tried))}`;
}

function itemsOf({ edges, untried = [], scenarios, measurement }: TriedCuts): string[] {
  const { sameOutput, sameExitCode, touched, modulesLeft, registrationsLost } = measurement;
  return [
    ...edges.slice(0, NAMES_SHOWN).map((edge) => `- cut ${code(placeOf(edge))} ${code(importCode(edge))}`),
    ...(edges.length > NAMES_SHOWN ? [`- … and ${edges.length - NAMES_SHOWN} more`] : []),
    ...scenarios.map((scenario) => `- also booted: ${code(scenario)}`),
    `- ${prose(changeWords(measurement))}`,
    ...(untried.length === 0 ? [] : [`- ${prose(untriedWords(untried))}${namesOf(untried)}`]),
    ...(measurement.skipped ?? []).map(({ edge, why }) => `- ${prose(skippedWords(edge, why))}`),
    `- output ${sameOutput ? 'the same' : '**differs**'}, exit code ${sameExitCode ? 'the same' : '**differs**'}`,
    `- ${plural(modulesLeft.length, 'module')} left startup${namesOf(modulesLeft.map(shortId))}`,
    ...registrationsLost.map((name) => `- ❌ no longer registered at startup: ${code(name)}`),
    ...touched.map(
      ({ edge, by }) =>
        `- ❌ used while booting all the same: ${code(placeOf(edge))} ${code(importCode(edge))}${by === null ? '' : `, at ${code(placeWords(by))}`}`,
    ),
  ];
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return '';
  const left = names.length - NAMES_SHOWN;
  return `: ${names.slice(0, NAMES_SHOWN).map(code).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
