import type { CompareReport, EntryComparison, StartupChange } from '../model/compare.ts';
import { count, plural } from './numbers.ts';

/** What became of an entry, in the order it is told. */
const OUTCOMES = [
  'slower',
  'undecided',
  'not measured',
  'not slower',
  'faster',
  'without a verdict',
  'not booted',
  'new',
  'gone',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** What a comparison says of one entry, in a word or two. */
export function outcomeOf({ presence, cpu }: EntryComparison): Outcome {
  if (presence !== 'both') return presence === 'arrived' ? 'new' : 'gone';
  if (cpu === null) return 'not booted';
  if (cpu.kind === 'hint') return 'without a verdict';
  if (cpu.stopped?.why === 'failed') return 'not measured';
  const words = {
    slower: 'slower',
    faster: 'faster',
    'no-difference': 'not slower',
    inconclusive: 'undecided',
  } as const;
  return words[cpu.verdict];
}

/** A comparison in one line: `1 entry slower, 2 not slower; 14 modules arrived, 3 left; 1 registration vanished`. */
export function compareSum(compare: CompareReport): string {
  const outcomes = compare.entries.map(outcomeOf);
  const told = OUTCOMES.map((outcome) => [outcome, outcomes.filter((it) => it === outcome).length] as const)
    .filter(([, size]) => size > 0)
    .map(([outcome, size], at) => `${at === 0 ? plural(size, 'entry', 'entries') : count(size)} ${outcome}`);
  if (told.length === 0) return 'nothing was compared';
  return `${told.join(', ')}; ${changeSum(compare)}`;
}

/** `14 modules arrived, 3 left; 1 registration vanished`: each module once, however many entries it concerns. */
export function changeSum({ entries }: CompareReport): string {
  const arrived = modulesOf(entries.flatMap((entry) => entry.arrived));
  const left = modulesOf(entries.flatMap((entry) => entry.left));
  const lost = new Set(entries.flatMap(({ registrations }) => registrations?.vanished ?? [])).size;
  const moved = [
    ...(arrived > 0 ? [`${plural(arrived, 'module')} arrived`] : []),
    ...(left > 0 ? [`${arrived > 0 ? count(left) : plural(left, 'module')} left`] : []),
  ];
  return [
    moved.length > 0 ? moved.join(', ') : 'no module arrived or left',
    ...(lost > 0 ? [`${plural(lost, 'registration')} vanished`] : []),
  ].join('; ');
}

/** As in totals, Node's own modules do not count. */
function modulesOf(changes: readonly StartupChange[]): number {
  return new Set(changes.flatMap(({ modules }) => modules.filter((id) => !id.startsWith('node:')))).size;
}
