import type { BootRun, BootTrace, Measured } from '../../model/boot.ts';
import { doubtWords, endWords, marginWords, modeWords, noiseWords } from '../boot-words.ts';
import { bytes, count, millis, percent, plural, times } from '../numbers.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { folded, section, table } from './parts.ts';
import { runDots } from './run-dots.ts';
import type { EntryView } from './view.ts';

/** How the figures came about, so that a reader can tell what to believe; null where nothing was booted. */
export function measuredSection(view: EntryView): MarkupElement | null {
  const { boot } = view;
  if (boot === undefined) return null;
  const { totals, probe } = boot;
  const noise = noiseWords(totals);
  const doubts = [
    ...totals.doubts.map(doubtWords),
    ...(probe.mode === 'internal' ? [] : [`modules were seen through ${modeWords(probe.mode)}`]),
    ...probe.cannotSee,
  ];
  return section(
    view,
    'measured',
    'How it was measured',
    doubts.length > 0 &&
      h(
        'ul',
        { class: 'doubts' },
        doubts.map((doubt) => h('li', {}, doubt)),
      ),
    runDots(boot),
    noise !== null && h('p', { class: 'quiet' }, `With nothing changed, ${noise}.`),
    folded('The figures', figuresTable(boot)),
    folded(`All ${plural(boot.runs.length, 'run')}`, runsTable(boot.runs)),
    environment(boot),
  );
}

function figuresTable({ totals, probe }: BootTrace): Children {
  const ms = (value: number) => `${millis(value)} ms`;
  const row = (name: string, value: Measured | null, write: (value: number) => string) =>
    value === null ? [] : [[name, `${write(value.value)}${marginWords(value, write)}`, count(value.runs)]];
  const rows = [
    ...row('CPU', totals.cpuMs, ms),
    ...row('wall', totals.wallMs, ms),
    ...row('memory', totals.rssBytes, bytes),
    ...row('CPU of bare Node', totals.bareCpuMs, ms),
    ...row('CPU as a multiple of it', totals.multiple, times),
    ...row('CPU with the probe', totals.probedCpuMs, ms),
    ...(probe.overhead === null ? [] : [['added by the probe', percent(probe.overhead), '']]),
    ...(totals.noise === null ? [] : [['noise of CPU', `±${percent(totals.noise)}`, '']]),
    ...(totals.multipleNoise === null
      ? []
      : [['noise of the multiple', `±${percent(totals.multipleNoise)}`, '']]),
  ];
  return table(
    'Figures',
    [{ title: 'figure' }, { title: 'median and range', numeric: true }, { title: 'runs', numeric: true }],
    rows,
  );
}

function runsTable(runs: readonly BootRun[]): MarkupElement {
  const columns = [
    { title: 'run' },
    { title: 'kind' },
    { title: 'CPU, ms', numeric: true },
    { title: 'wall, ms', numeric: true },
    { title: 'memory', numeric: true },
    { title: 'modules', numeric: true },
    { title: 'end' },
  ];
  return table(
    'All runs, in the order they were made',
    columns,
    runs.map((run, at) => [
      String(at + 1),
      run.kind,
      run.cpuMs === null ? '' : millis(run.cpuMs),
      millis(run.wallMs),
      run.rssBytes === null ? '' : bytes(run.rssBytes),
      run.modules === null ? '' : count(run.modules),
      run.outcome === 'ready' ? 'ready' : endWords(run),
    ]),
  );
}

function environment({ environment, probe }: BootTrace): MarkupElement {
  const { node, platform, arch, cpu, cpus, measuredAt, compileCache, coldDisk, cleanEnv } = environment;
  const words = [
    `Node ${node}`,
    `${platform} ${arch}`,
    `${count(cpus)} × ${cpu}`,
    measuredAt.slice(0, 16).replace('T', ' '),
    `modules seen through ${modeWords(probe.mode)}`,
    ...(compileCache ? ['compile cache on'] : []),
    ...(coldDisk ? ['cold disk'] : []),
    ...(cleanEnv ? ['clean environment'] : []),
  ];
  return h('p', { class: 'quiet' }, words.join(' · '));
}
