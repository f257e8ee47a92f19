import type { BootFailure, BootRun, BootTrace } from '../../model/boot.ts';
import { endWords, failureWords } from '../boot-words.ts';
import { shortId } from '../places.ts';
import { cutRight, wrap, type Page } from './page.ts';

const TAIL_LINES = 20;

/** How a boot went wrong, the end of what it wrote, and what to do next; nothing where it went well. */
export function failureLines({ failure, runs, modules, totals }: BootTrace, page: Page): string[] {
  if (!failure) return [];
  const { ink, width } = page;
  const end = runs.find(({ kind, outcome }) => kind !== 'bare' && outcome !== 'ready');
  const title = [`boot failed: ${failureWords(failure.kind)}`, ...ending(failure, end)].join(', ');
  const [first = '', ...rest] = wrap(title, width, '   ', 'x  ');
  return [
    '',
    ink.red.bold(first),
    ...rest.map((line) => ink.red.bold(line)),
    ...(failure.message === '' ? [] : wrap(failure.message, width, '   ')),
    ...(failure.module === null
      ? []
      : wrap(`while ${shortId(failure.module)} was being evaluated`, width, '   ')),
    ...tailLines('stderr', failure.stderr, page),
    ...tailLines('stdout', failure.stdout, page),
    ...wrap(failure.hint, width, '        ', '   fix: ').map((line, index) =>
      index === 0 ? line.replace('fix:', ink.green('fix:')) : line,
    ),
    ...(modules.length > 0 || totals.cpuMs ? ['', ink.dim('  measured before it failed')] : []),
  ];
}

function ending({ kind, message }: BootFailure, end: BootRun | undefined): string[] {
  if (!end || (kind !== 'exit-code' && kind !== 'signal' && kind !== 'not-ready')) return [];
  const said = end.signal ?? (end.exitCode === null ? null : `${end.exitCode}`);
  return said !== null && message.includes(said) ? [] : [endWords(end)];
}

function tailLines(stream: string, text: string, page: Page): string[] {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return [];
  const shown = page.verbose ? lines : lines.slice(-TAIL_LINES);
  const cut = (line: string) => (page.verbose ? line : cutRight(line, page.width - 5));
  return [
    page.ink.dim(`   ${lines.length > shown.length ? 'end of ' : ''}${stream}`),
    ...shown.map((line) => `   ${page.ink.dim('|')} ${cut(line)}`),
  ];
}
