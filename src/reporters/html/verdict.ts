import type { EntryView } from './view.ts';
import { failureWords } from '../boot-words.ts';
import { outcomeOf } from '../compare-sum.ts';
import { judges } from '../issue-counts.ts';
import { plural } from '../numbers.ts';
import { entryVerdict } from '../entry-verdict.ts';
import { sentence } from '../sentence.ts';
import { triedWords } from '../tried-words.ts';
import { holds } from '../../model/verdict.ts';

export type Tone = 'fail' | 'pass' | 'unsure' | 'plain';

/** What an entry comes to, in a word or two. */
export interface EntryVerdict {
  readonly tone: Tone;
  readonly words: string;
}

/** A sign for each; said in words beside it. */
export const TONE_MARK: Readonly<Record<Tone, string>> = { fail: '✕', pass: '✓', unsure: '?', plain: '·' };

/** The verdict on an entry: of its boot where that failed, of the comparison, else of limits and rules. */
export function verdictOfEntry(view: EntryView): EntryVerdict {
  const { boot, compared, report, tried } = view;
  if (boot?.failure) return { tone: 'fail', words: `Did not boot: ${failureWords(boot.failure.kind)}` };
  if (compared) return comparedVerdict(compared);
  if (tried.length > 0) {
    const broken = tried.some(({ measurement }) => !holds(measurement));
    return { tone: broken ? 'fail' : 'plain', words: sentence(triedWords(tried[0]!)) };
  }
  if (report.command === 'cycles') return cyclesVerdict(view);
  return judges(report) ? checkVerdict(view) : { tone: 'plain', words: plainWords(view) };
}

function comparedVerdict(compared: NonNullable<EntryView['compared']>): EntryVerdict {
  const outcome = outcomeOf(compared);
  const tones: Partial<Record<typeof outcome, Tone>> = {
    slower: 'fail',
    'not measured': 'fail',
    undecided: 'unsure',
    'not slower': 'pass',
    faster: 'pass',
  };
  const words = {
    slower: 'Slower than the base',
    faster: 'Faster than the base',
    'not slower': 'Not slower than the base',
    undecided: 'Too close to tell',
    'not measured': 'Could not be measured',
    'without a verdict': 'Compared, without a verdict on CPU',
    'not booted': 'Compared by imports alone',
    new: 'New: the base has no such entry',
    gone: 'Gone: only the base has it',
  };
  return { tone: tones[outcome] ?? 'plain', words: words[outcome] };
}

function checkVerdict({ graph, report, name, issues }: EntryView): EntryVerdict {
  const findings = report.findings.filter((finding) => finding.entry === name);
  const verdict = entryVerdict(graph?.budgets ?? [], findings);
  if (verdict === 'inconclusive') return { tone: 'unsure', words: 'Too close to tell' };
  if (verdict === 'pass')
    return { tone: 'pass', words: graph?.budgets.length ? 'Within its budget' : 'Nothing found' };
  const errors = issues.filter(({ kind, level }) => kind === 'finding' && level === 'error');
  const overBudget = errors.some(({ rule }) => rule === 'budget');
  const others = errors.filter(({ rule }) => rule !== 'budget').length;
  const words = overBudget
    ? `Over budget${others > 0 ? `, and ${plural(others, 'more error')}` : ''}`
    : plural(errors.length, 'error');
  return { tone: 'fail', words };
}

function cyclesVerdict({ cycles }: EntryView): EntryVerdict {
  const bad = cycles.filter(({ does }) => does === 'breaks' || does === 'may-break').length;
  const masked = cycles.filter(({ does }) => does === 'masked' || does === 'breaks-later').length;
  if (bad > 0)
    return { tone: 'fail', words: `${plural(bad, 'cycle')} that ${bad === 1 ? 'breaks' : 'break'}` };
  if (masked > 0) return { tone: 'unsure', words: `${plural(masked, 'cycle')} held together by luck` };
  return { tone: 'pass', words: cycles.length === 0 ? 'No import cycles' : 'Its cycles are harmless' };
}

function plainWords({ boot, cuts, report }: EntryView): string {
  if (boot) return 'Measured; no budget was judged';
  if (cuts) return 'What can be cut';
  return report.command === 'why' ? 'Why it is here' : 'What startup imports';
}
