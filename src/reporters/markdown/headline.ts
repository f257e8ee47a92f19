import type { ImportEdge } from '../../model/module-graph.ts';
import type { Report } from '../../model/report.ts';
import { verdictOf, type Verdict } from '../../model/verdict.ts';
import { mermaidLabel } from '../escape.ts';
import { judges, sumWords } from '../issue-counts.ts';
import type { Issue } from '../issues.ts';
import { bytes, plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { code, prose } from './text.ts';

/** What a verdict looks like. */
export const VERDICT_MARK: Readonly<Record<Verdict, string>> = {
  clean: '✅',
  findings: '❌',
  'could-not': '⛔',
  inconclusive: '❔',
};
const SHORT_CHAIN = 6;
const LONGEST_LABEL = 60;

/** Verdict with its number, cause, fix and the chain of the worst there is to say. */
export function headline(report: Report, issues: readonly Issue[]): string[] {
  const verdict = verdictOf(report);
  const nothing = report.entries.length === 0 || !judges(report);
  const mark = verdict === 'clean' && nothing ? '⚠️' : VERDICT_MARK[verdict];
  const worst = worstOf(verdict, issues);
  if (!worst) return [`### ${mark} import-budget: ${sumWords(report, issues)}`];
  const cause = causeOf(worst, issues);
  return [
    `### ${mark} import-budget: ${worst.entry === null ? '' : `${code(worst.entry)} `}${prose(worst.what)}${gain(report, worst)}`,
    '',
    `**Cause:** ${causeWords(cause)}${cause.why === null ? '' : ` (${prose(cause.why)})`}`,
    `<br/>**Fix:** ${prose(cause.next)}`,
    '',
    `In all: ${sumWords(report, issues)}.`,
    ...drawing(cause.finding?.chain ?? []),
  ];
}

/** A limit comes first: it is what has a number. */
function worstOf(verdict: Verdict, issues: readonly Issue[]): Issue | undefined {
  if (verdict === 'could-not') return issues.find(({ kind }) => kind === 'could-not');
  if (verdict === 'inconclusive') return issues.find(({ kind }) => kind === 'inconclusive');
  if (verdict === 'clean') return undefined;
  const errors = issues.filter(({ kind, level }) => kind === 'finding' && level === 'error');
  return errors.find(({ rule }) => rule === 'budget') ?? errors[0];
}

/** What exceeds a limit is explained best by what has a chain in the same entry. */
function causeOf(worst: Issue, issues: readonly Issue[]): Issue {
  if (worst.rule !== 'budget' || worst.kind !== 'finding') return worst;
  const errors = issues.filter(({ kind, level }) => kind === 'finding' && level === 'error');
  return errors.find(({ entry, chain }) => entry === worst.entry && chain !== null) ?? worst;
}

function causeWords({ chain, what, place }: Issue): string {
  if (chain === null) return `${prose(what)}, see ${code(place.file)}`;
  return chain.split(' -> ').map(code).join(' → ');
}

function gain({ entries }: Report, { entry, finding }: Issue): string {
  const name = finding && 'package' in finding ? finding.package : null;
  const found = entries.find((it) => it.name === entry)?.packages.find((it) => it.name === name);
  if (!found) return '';
  return `: ${plural(found.retainedModules, 'module')}, ${bytes(found.retainedBytes)}`;
}

/** A short chain as a picture; nothing of a long one. */
export function drawing(chain: readonly ImportEdge[]): string[] {
  if (chain.length === 0 || chain.length > SHORT_CHAIN) return [];
  const label = (id: string) => mermaidLabel(cutLeft(shortId(id)));
  const arrow = {
    eager: '-->',
    conditional: '-- if -->',
    lazy: '-. later .->',
    erased: '-.->',
    reference: '-.->',
  };
  const last = chain.length;
  return [
    '',
    '```mermaid',
    'flowchart LR',
    `  n0([${label(chain[0]!.from)}])`,
    ...chain.map(({ to }, index) => `  n${index + 1}[${label(to)}]`),
    ...chain.map(({ timing }, index) => `  n${index} ${arrow[timing]} n${index + 1}`),
    `  style n${last} stroke:#dc2626,stroke-width:3px`,
    '```',
  ];
}

function cutLeft(text: string): string {
  const chars = [...text];
  return chars.length <= LONGEST_LABEL ? text : `…${chars.slice(1 - LONGEST_LABEL).join('')}`;
}
