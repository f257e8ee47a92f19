import type { CpuVerdict, EntryComparison, StartupChange } from '../model/compare.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';
import { chainText } from './chain-text.ts';
import { countWords, lineWords, namesOf, pairWords, verdictWords } from './compare-words.ts';
import { fallbackPlace, inRepository } from './finding-place.ts';
import { fingerprint } from './fingerprint.ts';
import type { Issue } from './issues.ts';
import { bytes } from './numbers.ts';
import { placeOf } from './places.ts';

const NAMES_SHOWN = 6;

type Kind = Exclude<Issue['kind'], 'pre-existing'>;

const LABELS: Readonly<Record<Kind, string>> = {
  finding: 'SLOWER',
  inconclusive: 'UNDECIDED',
  'could-not': 'COULD NOT',
};

/** What to do, by the import that brought most. */
const ADVICE: Readonly<Record<Kind, (edge: ImportEdge | null) => string>> = {
  finding: (edge) =>
    edge === null
      ? 'look at what changed in the code that runs at startup'
      : `look at ${placeOf(edge)} first`,
  inconclusive: () => 'measure again on a quieter machine, or with more time',
  'could-not': () =>
    'a checkout lacks what git ignores: build it with --prepare, or leave boots out with --static-only',
};

/** What a comparison found out about CPU that is not good news: slower, undecided, or not measured. */
export function compareIssues(report: Report, folder: string): Issue[] {
  return (report.compare?.entries ?? []).flatMap((entry) => {
    const kind = entry.cpu?.kind === 'verdict' ? kindOf(entry.cpu) : null;
    return kind === null ? [] : [toIssue(entry, entry.cpu as CpuVerdict, kind, report, folder)];
  });
}

/** Why startup changed, in words: `14 modules arrived by src/cli.ts:3 (3f2c1a9b0 2026-03-01 Add migrate)`. */
export function changeWords(change: StartupChange, verb: 'arrived' | 'left'): string {
  const line = lineWords(change);
  const by = change.edge === null ? '' : ` by ${placeOf(change.edge)}${line === null ? '' : ` (${line})`}`;
  return `${countWords(change)} ${verb}${by}`;
}

/** What came by one import, with its size and names: `2 modules arrived by src/cli.ts:14 (…), 120 kB: pg`. */
export function arrivedWords(change: StartupChange): string {
  return `${changeWords(change, 'arrived')}, ${bytes(change.bytes)}: ${listed(namesOf(change))}`;
}

/** Names for a line of words: the first ones, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN;
  return `${names.slice(0, NAMES_SHOWN).join(', ')}${more > 0 ? `, … and ${more} more` : ''}`;
}

function kindOf({ verdict, stopped }: CpuVerdict): Kind | null {
  if (stopped?.why === 'failed') return 'could-not';
  if (verdict === 'slower') return 'finding';
  return verdict === 'inconclusive' ? 'inconclusive' : null;
}

function toIssue(
  { name, arrived }: EntryComparison,
  cpu: CpuVerdict,
  kind: Kind,
  report: Report,
  folder: string,
): Issue {
  const [largest] = arrived;
  const edge = largest?.edge ?? null;
  const file = edge === null ? null : inRepository(edge.from, folder);
  return {
    label: LABELS[kind],
    what: whatWords(cpu),
    why: largest ? arrivedWords(largest) : null,
    next: ADVICE[kind](edge),
    kind,
    level: kind === 'inconclusive' ? 'warning' : 'error',
    rule: 'compare',
    entry: name,
    chain: largest ? chainText(largest.chain) : null,
    place:
      edge === null || file === null
        ? fallbackPlace(report, name, folder)
        : { file, line: edge.line, column: edge.column },
    fingerprint: fingerprint(`compare ${name}`),
    finding: null,
  };
}

function whatWords(cpu: CpuVerdict): string {
  if (cpu.stopped?.why === 'failed') return cpu.stopped.message;
  const pairs = pairWords(cpu);
  return `${verdictWords(cpu)}${pairs === '' ? '' : `: ${pairs}`}`;
}
