import type { CompareReport, EntryComparison, StartupChange } from '../../model/compare.ts';
import type { Report, SetTotals } from '../../model/report.ts';
import {
  countWords,
  hintWords,
  lineWords,
  namesOf,
  pairWords,
  sideWords,
  verdictWords,
} from '../compare-words.ts';
import { bytes, count, plural } from '../numbers.ts';
import { importCode, shortId } from '../places.ts';
import { whyCommand } from '../wording.ts';
import { chainLines } from './imports.ts';
import { stepLines } from './next-steps.ts';
import { noticeLines } from './notices.ts';
import { cutRight, head, moreLine, paintedPlace, wrap, type Page } from './page.ts';

const CHANGES_SHOWN = 6;
const NAMES_SHOWN = 6;
const REGISTRATIONS_SHOWN = 8;

/** `compare` for a terminal: what is compared, a verdict for each entry and what came and left, and what to do next. */
export function compareLines(report: Report, page: Page): string[] {
  const { compare } = report;
  if (compare === undefined || compare.entries.length === 0) return ['nothing was compared'];
  return [
    ...wrap(sideWords(compare.base), page.width, '      ', 'base  '),
    ...wrap(sideWords(compare.head), page.width, '      ', 'head  '),
    ...compare.entries.flatMap((entry) => ['', ...entryLines(entry, page)]),
    // That figures are no verdict, or packages not a commit's own, has to be said whether or not all is shown.
    ...noticeLines(report.notices, page, report.notices.some(isAboutComparison) ? 'info' : 'warning'),
    ...stepLines(steps(compare), page),
  ];
}

function isAboutComparison({ code }: Report['notices'][number]): boolean {
  return code === 'separate-series' || code === 'shared-packages';
}

function entryLines(entry: EntryComparison, page: Page): string[] {
  const { ink } = page;
  const name = ink.bold(entry.name);
  if (entry.presence === 'arrived')
    return [`${ink.cyan('+ ')} ${name}  a new entry, with nothing to compare`];
  if (entry.presence === 'left') return [`${ink.cyan('- ')} ${name}  only base has this entry`];
  return [
    `${markOf(entry, page)} ${name}`,
    ...cpuLines(entry, page),
    ...totalLines(entry, page),
    ...changeLines(entry.arrived, '+', page),
    ...changeLines(entry.left, '-', page),
    ...registrationLines(entry, page),
  ];
}

function markOf({ cpu }: EntryComparison, { ink }: Page): string {
  if (cpu?.kind !== 'verdict') return ink.cyan('i ');
  if (cpu.verdict === 'slower') return ink.red('x ');
  return cpu.verdict === 'inconclusive' ? ink.yellow('? ') : ink.green('ok');
}

function cpuLines({ cpu }: EntryComparison, page: Page): string[] {
  const { ink, width } = page;
  if (cpu === null) return [];
  if (cpu.kind === 'hint') return wrap(hintWords(cpu), width, '   ').map((line) => ink.dim(line));
  const paint = { slower: ink.red, faster: ink.green, 'no-difference': ink.green, inconclusive: ink.yellow };
  const figures = pairWords(cpu);
  const { message = '', stderr = '' } = cpu.stopped ?? {};
  return [
    ...wrap(verdictWords(cpu), width, '   ').map((line) => paint[cpu.verdict](line)),
    ...(figures === '' ? [] : [ink.dim(`   ${figures}`)]),
    ...(message === '' ? [] : wrap(message, width, '   ')),
    ...(stderr === '' ? [] : stderr.split('\n').map((line) => ink.dim(`     ${cutRight(line, width - 5)}`))),
  ];
}

function totalLines({ totals: { base, head: now } }: EntryComparison, page: Page): string[] {
  if (base === null || now === null) return [];
  const change = (key: keyof SetTotals, words: (value: number) => string) => {
    const difference = now[key] - base[key];
    return difference === 0 ? '' : ` (${difference > 0 ? '+' : '-'}${words(Math.abs(difference))})`;
  };
  const text = [
    `${plural(now.modules, 'module')}${change('modules', count)}`,
    `${plural(now.packages, 'package')}${change('packages', count)}`,
    `${bytes(now.bytes)}${change('bytes', bytes)}`,
  ].join(', ');
  return wrap(`at startup: ${text}`, page.width, '   ');
}

function changeLines(changes: readonly StartupChange[], sign: '+' | '-', page: Page): string[] {
  const { shown, more } = head(page, changes, CHANGES_SHOWN);
  return [...shown.flatMap((change) => oneChange(change, sign, page)), ...moreLine(page, more, '   ')];
}

function oneChange(change: StartupChange, sign: '+' | '-', page: Page): string[] {
  const { ink, width } = page;
  const { edge, timing, chain } = change;
  const what = `${countWords(change)}, ${bytes(change.bytes)}${timing === 'conditional' ? ', on some path only' : ''}`;
  const by = edge === null ? '' : `  by ${paintedPlace(page, edge)}  ${ink.dim(importCode(edge))}`;
  const paint = sign === '+' ? ink.yellow : ink.green;
  const line = lineWords(change);
  return [
    `   ${paint(`${sign} ${what}`)}${by}`,
    ...wrap(named(change, page), width, '       '),
    ...(line === null ? [] : wrap(line, width, '       ').map((text) => ink.dim(text))),
    ...(chain.length < 2
      ? []
      : chainLines(chain, shortId(edge!.to), page, '       ').map((text) => ink.dim(text))),
  ];
}

/** Packages that are new as a whole say most; else the modules. */
function named(change: StartupChange, page: Page): string {
  const { packages } = change;
  const { shown, more } = head(page, namesOf(change), NAMES_SHOWN);
  const what = packages.length > 0 ? plural(packages.length, 'package') : null;
  return `${what === null ? '' : `${what}: `}${shown.join(', ')}${more > 0 ? `, … and ${more} more` : ''}`;
}

function registrationLines({ registrations }: EntryComparison, page: Page): string[] {
  if (registrations === null) return [];
  const { arrived, vanished } = registrations;
  const list = (names: readonly string[], sign: string, paint: (text: string) => string) => {
    const { shown, more } = head(page, names, REGISTRATIONS_SHOWN);
    return [...shown.map((name) => `     ${paint(sign)} ${name}`), ...moreLine(page, more, '     ')];
  };
  if (arrived.length + vanished.length === 0) return [];
  return [
    '   registrations while booting',
    ...list(vanished, '- vanished:', page.ink.red),
    ...list(arrived, '+ arrived:', page.ink.yellow),
  ];
}

function steps({ entries }: CompareReport): { command: string; gain: string }[] {
  const grown = entries.find(({ arrived }) => arrived.length > 0);
  const change = grown?.arrived[0];
  const name = change?.packages[0] ?? change?.edge?.to ?? change?.modules[0];
  if (grown === undefined || name === undefined) return [];
  return [
    { command: whyCommand(name, grown.name), gain: 'every reason it loads, and the fewest imports to cut' },
  ];
}
