import type { BootTrace } from '../../model/boot.ts';
import { commandLine, doubtWords, marginWords, modeWords, noiseWords } from '../boot-words.ts';
import { bytes, count, millis, percent, plural, times } from '../numbers.ts';
import { cutRight, wrap, type Page } from './page.ts';

/** What was booted, and how. */
export function nameLines(boot: BootTrace, page: Page): string[] {
  return [page.ink.bold(boot.entry), ...startLines(boot, page)];
}

/** What it took, and how far these figures can be trusted. */
export function headlineLines(boot: BootTrace, page: Page): string[] {
  return [...totalLines(boot, page), ...probedLines(boot, page), ...doubtLines(boot, page)];
}

/** The figures of one boot, in the order of their weight; those that could not be measured are left out. */
export function figures({ totals, modules }: BootTrace): string[] {
  const { cpuMs, wallMs, rssBytes, multiple } = totals;
  const loaded = modules.filter(({ origin }) => origin !== 'builtin').length;
  const bare = multiple ? ` (${times(multiple.value)} bare Node)` : '';
  return [
    cpuMs ? `${millis(cpuMs.value)} ms CPU${marginWords(cpuMs, millis)}${bare}` : '',
    wallMs ? `${millis(wallMs.value)} ms wall` : '',
    rssBytes ? bytes(rssBytes.value) : '',
    loaded > 0 ? `${count(loaded)} ${loaded === 1 ? 'module' : 'modules'}` : '',
  ].filter((text) => text !== '');
}

function startLines({ entry, command, ready, environment }: BootTrace, page: Page): string[] {
  const words = commandLine(command);
  const told = words === entry || command.join(' ') === entry;
  const { node, compileCache, coldDisk } = environment;
  const how = [
    node,
    `until ${ready}`,
    ...(compileCache ? ['compile cache on'] : []),
    ...(coldDisk ? ['cold disk'] : []),
  ].join(' · ');
  const fits = 2 + words.length + 3 + how.length <= page.width;
  if (told || command.length === 0) return [page.ink.dim(`  ${how}`)];
  if (fits) return [page.ink.dim(`  ${words} · ${how}`)];
  return [`  ${page.verbose ? words : cutRight(words, page.width - 2)}`, `  ${how}`].map((line) =>
    page.ink.dim(line),
  );
}

function totalLines(boot: BootTrace, page: Page): string[] {
  const [first = '', ...rest] = figures(boot);
  if (first === '') return [];
  return wrap([first, ...rest].join(' · '), page.width, '  ').map((line, index) =>
    // The weightiest figure stands out; it is never broken, being at the start of a line of 40 columns or more.
    index === 0 && line.startsWith(`  ${first}`)
      ? `  ${page.ink.bold(first)}${line.slice(2 + first.length)}`
      : line,
  );
}

function probedLines({ probe, totals }: BootTrace, page: Page): string[] {
  const { probedCpuMs, noise } = totals;
  const probed = probedCpuMs?.runs ?? 0;
  const plain = totals.cpuMs?.runs ?? 0;
  const change =
    probe.overhead === null ? '' : ` (${probe.overhead >= 0 ? '+' : ''}${percent(probe.overhead)})`;
  const series = [
    ...(plain > 1 ? [plural(plain, 'plain run')] : []),
    ...(plain > 1 && probed > 1 ? [plural(probed, 'probed run')] : []),
  ];
  const lines = [
    ...(probedCpuMs
      ? [
          `${millis(probedCpuMs.value)} ms CPU${marginWords(probedCpuMs, millis)} with the probe that sees the modules${change}`,
        ]
      : []),
    ...(series.length > 0 ? [`median of ${series.join(', ')}`] : []),
    ...(noise === null ? [] : [noiseWords(noise)]),
  ];
  return lines.flatMap((line) => wrap(line, page.width, '  ')).map((line) => page.ink.dim(line));
}

function doubtLines({ probe, totals }: BootTrace, page: Page): string[] {
  const remark = (text: string) => wrap(text, page.width, '     ', '  !  ').map(marked);
  const marked = (line: string) => line.replace(/^ {2}!/, `  ${page.ink.yellow('!')}`);
  const blind =
    probe.mode === 'internal'
      ? probe.cannotSee
      : [`Modules were seen through ${modeWords(probe.mode)}.`, ...probe.cannotSee];
  return [...totals.doubts.map(doubtWords), ...(blind.length > 0 ? [blind.join(' ')] : [])].flatMap(remark);
}
