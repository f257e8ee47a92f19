import type { CompareReport, EntryComparison, StartupChange } from '../../model/compare.ts';
import { changeSum, outcomeOf } from '../compare-sum.ts';
import { countWords, hintWords, lineWords, namesOf, pairWords, verdictWords } from '../compare-words.ts';
import { chainText } from '../chain-text.ts';
import { bytes, plural } from '../numbers.ts';
import { importCode, placeOf } from '../places.ts';
import { outcomeMark } from './compare-table.ts';
import { folded, type Part } from './fold.ts';
import { code, prose } from './text.ts';

const CHANGES_SHOWN = 6;
const NAMES_SHOWN = 6;
const REGISTRATIONS_SHOWN = 8;

/** By entry: what the boots said, and what came to startup and left it by which import; folded. */
export function compareChanges(compare: CompareReport): Part {
  return folded(`What changed at startup: ${changeSum(compare)}`, compare.entries.flatMap(entryItems));
}

/** What a change brings in or takes along, in one line: count, size, and names. */
export function changeHead(change: StartupChange): string {
  const names = namesOf(change);
  const shown = names.slice(0, NAMES_SHOWN).map(code);
  const more = names.length - shown.length;
  const condition = change.timing === 'conditional' ? ', on some path only' : '';
  return `**${countWords(change)}**, ${bytes(change.bytes)}${condition}: ${shown.join(', ')}${more > 0 ? `, … and ${more} more` : ''}`;
}

/** `src/cli.ts:14 import 'pg' (3f2c1a9b0 2026-03-01 Add migrate)`; null where the import is not known. */
export function byWords(change: StartupChange): string | null {
  const { edge } = change;
  if (edge === null) return null;
  const line = lineWords(change);
  return `${code(placeOf(edge))} ${code(importCode(edge))}${line === null ? '' : ` (${prose(line)})`}`;
}

/** The entry's line, then one for each change: a list may be cut between any two. */
function entryItems(entry: EntryComparison): string[] {
  const { name, arrived, left, registrations } = entry;
  const rows = [
    ...stoppedRows(entry),
    ...changeRows(arrived, '➕'),
    ...changeRows(left, '➖'),
    ...namedRows(registrations?.vanished ?? [], '⚠️ no longer registered while booting:'),
    ...namedRows(registrations?.arrived ?? [], '➕ registered while booting:'),
  ];
  const said = measuredWords(entry);
  if (rows.length === 0 && said === null) return [];
  const heading = `- ${outcomeMark(outcomeOf(entry))} **${code(name)}**${said === null ? '' : ` ${prose(said)}`}`;
  return [heading, ...rows.map((row) => `  - ${row}`)];
}

function measuredWords({ cpu, presence }: EntryComparison): string | null {
  if (presence !== 'both' || cpu === null) return null;
  if (cpu.kind === 'hint') return hintWords(cpu);
  return [verdictWords(cpu), pairWords(cpu)].filter((words) => words !== '').join(': ');
}

function stoppedRows({ cpu }: EntryComparison): string[] {
  if (cpu?.kind !== 'verdict' || cpu.stopped === null) return [];
  const { message, stderr } = cpu.stopped;
  const output = stderr.split('\n').filter((line) => line.trim() !== '');
  return [[prose(message), ...output.map(code)].join('<br/>\n    ')];
}

function changeRows(changes: readonly StartupChange[], sign: string): string[] {
  const shown = changes.slice(0, CHANGES_SHOWN).map((change) => {
    const by = byWords(change);
    const chain = change.chain.length < 2 ? null : chainText(change.chain);
    return [
      `${sign} ${changeHead(change)}`,
      ...(by === null ? [] : [`by ${by}`]),
      ...(chain === null ? [] : [chain.split(' -> ').map(code).join(' → ')]),
    ].join('<br/>\n    ');
  });
  const more = changes.length - shown.length;
  return more > 0 ? [...shown, `${sign} … by ${plural(more, 'more import')}`] : shown;
}

function namedRows(names: readonly string[], words: string): string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, REGISTRATIONS_SHOWN).map(code).join(', ');
  const more = names.length - REGISTRATIONS_SHOWN;
  return [`${words} ${shown}${more > 0 ? `, … and ${more} more` : ''}`];
}
