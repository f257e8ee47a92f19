import type { BootDoubt, BootTrace } from '../../model/boot.ts';
import { commandLine, doubtWords, marginWords, modeWords, noiseWords, untilWords } from '../boot-words.ts';
import { loadedModules } from '../loaded-modules.ts';
import { bytes, millis, percent, plural, times } from '../numbers.ts';
import { cutRight, wrap, type Page } from './page.ts';

/** From here on the times of modules and the total are of different programs. */
const HIGH_OVERHEAD = 0.2;

/** What was booted, and how. */
export function nameLines(boot: BootTrace, page: Page): string[] {
  return [page.ink.bold(boot.entry), ...startLines(boot, page)];
}

/** What it took, and how far these figures can be trusted. */
export function headlineLines(boot: BootTrace, page: Page): string[] {
  return [...totalLines(boot, page), ...seriesLines(boot, page), ...doubtLines(boot, page)];
}

/** The figures of one boot, in the order of their weight; those that could not be measured are left out. */
function figures(boot: BootTrace): string[] {
  const { cpuMs, wallMs, rssBytes, multiple } = boot.totals;
  const loaded = loadedModules(boot);
  const bare = multiple ? ` (${times(multiple.value)} bare Node)` : '';
  return [
    cpuMs ? `${millis(cpuMs.value)} ms CPU${marginWords(cpuMs, millis)}${bare}` : '',
    wallMs ? `${millis(wallMs.value)} ms wall${marginWords(wallMs, millis)}` : '',
    rssBytes ? bytes(rssBytes.value) : '',
    loaded > 0 ? plural(loaded, 'module') : '',
  ].filter((text) => text !== '');
}

function startLines(boot: BootTrace, page: Page): string[] {
  const { entry, command, environment } = boot;
  const words = commandLine(command);
  const told = words === entry || command.join(' ') === entry;
  const { node, compileCache, coldDisk, cleanEnv } = environment;
  const how = [
    node,
    untilWords(boot),
    ...(compileCache ? ['compile cache on'] : []),
    ...(coldDisk ? ['cold disk'] : []),
    ...(cleanEnv ? ['clean environment'] : []),
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

function seriesLines({ probe, totals }: BootTrace, page: Page): string[] {
  const { probedCpuMs, cpuMs, noise } = totals;
  const probed = probedCpuMs?.runs ?? 0;
  const plain = cpuMs?.runs ?? 0;
  const change =
    probe.overhead === null ? '' : ` (${probe.overhead >= 0 ? '+' : ''}${percent(probe.overhead)})`;
  const noises = [
    noiseWords(totals) ?? '',
    page.verbose && noise !== null ? `of ms by up to ${percent(noise)}` : '',
  ];
  const said = [plain > 1 ? `median of ${plural(plain, 'run')}` : '', ...noises].filter(
    (text) => text !== '',
  );
  // What the probe adds is among the doubts where it is much.
  const watched =
    probedCpuMs && !page.brief
      ? `${millis(probedCpuMs.value)} ms CPU${change} with the probe that times the modules${probed > 1 ? `, ${plural(probed, 'run')}` : ''}`
      : '';
  return [said.join('; '), watched]
    .filter((text) => text !== '')
    .flatMap((line) => wrap(line, page.width, '  '))
    .map((line) => page.ink.dim(line));
}

function doubtLines({ probe, totals, modules }: BootTrace, page: Page): string[] {
  const marked = (line: string) => line.replace(/^ {2}!/, `  ${page.ink.yellow('!')}`);
  const remark = (text: string) => wrap(text, page.width, '     ', '  !  ').map(marked);
  const through = probe.mode === 'internal' ? [] : [`Modules were seen through ${modeWords(probe.mode)}.`];
  const blind = modules.length === 0 ? [] : [...through, ...probe.cannotSee];
  const doubts = page.verbose ? totals.doubts : totals.doubts.filter(changesReading);
  return [...doubts.map(doubtWords), ...(blind.length > 0 ? [blind.join(' ')] : [])].flatMap(remark);
}

/** The rest stands beside the figures already: CPU is the headline, and the change by the probe has a line. */
function changesReading(doubt: BootDoubt): boolean {
  if (doubt.kind === 'spread') return doubt.metric === 'cpu';
  return doubt.kind !== 'overhead' || doubt.overhead >= HIGH_OVERHEAD;
}
