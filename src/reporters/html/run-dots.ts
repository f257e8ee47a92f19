import type { BootRun, BootTrace, Measured, RunKind } from '../../model/boot.ts';
import { axisStep, millis, plural } from '../numbers.ts';
import { h, type Children, type MarkupElement } from './markup.ts';

const WIDTH = 640;
const ROW = 34;
const LEFT = 96;
const RIGHT = 16;
const AXIS = 26;
const TICKS = 5;

const ROWS: readonly (readonly [kind: RunKind, name: string])[] = [
  ['bare', 'bare Node'],
  ['plain', 'plain'],
  ['probed', 'with probe'],
  ['registrations', 'registrations'],
];

/** CPU of every run as a dot, the median and its range as a bar; the table of all runs says the same. */
export function runDots({ runs, totals }: BootTrace): MarkupElement | null {
  const rows = ROWS.map(([kind, name]) => ({
    kind,
    name,
    runs: runs.filter((run) => run.kind === kind && run.cpuMs !== null),
  })).filter((row) => row.runs.length > 0);
  const most = Math.max(0, ...runs.map(({ cpuMs }) => cpuMs ?? 0)) * 1.04;
  if (rows.length === 0 || most <= 0) return null;
  const x = (ms: number) => Math.round((LEFT + (ms / most) * (WIDTH - LEFT - RIGHT)) * 10) / 10;
  const height = rows.length * ROW + AXIS;
  const said = rows.map(({ name, runs }) => `${name}: ${plural(runs.length, 'run')}`).join(', ');
  return h(
    'svg',
    {
      class: 'dots',
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'aria-label': `CPU of every run. ${said}. The table of all runs has the figures.`,
    },
    axis(most, x, height),
    rows.map((row, at) => dotRow(row, at * ROW + ROW / 2 + 2, x, medianOf(row.kind, totals))),
  );
}

function medianOf(kind: RunKind, { bareCpuMs, cpuMs, probedCpuMs }: BootTrace['totals']): Measured | null {
  return { bare: bareCpuMs, plain: cpuMs, probed: probedCpuMs, registrations: null }[kind];
}

function dotRow(
  { name, runs }: { readonly name: string; readonly runs: readonly BootRun[] },
  y: number,
  x: (ms: number) => number,
  median: Measured | null,
): Children {
  return [
    h('text', { x: LEFT - 12, y: y + 4, 'text-anchor': 'end' }, name),
    median !== null && [
      h('rect', {
        class: 'range',
        x: x(median.low),
        y: y - 9,
        width: Math.max(x(median.high) - x(median.low), 1),
        height: 18,
      }),
      h('line', { class: 'median', x1: x(median.value), x2: x(median.value), y1: y - 11, y2: y + 11 }),
    ],
    runs.map(({ cpuMs, outcome }, at) =>
      h(
        'circle',
        // Dots at the same place would hide each other.
        {
          class: outcome === 'ready' ? 'dot' : 'dot bad',
          cx: x(cpuMs ?? 0),
          cy: y + ((at % 3) - 1) * 4,
          r: 3.2,
        },
        h('title', {}, `${millis(cpuMs ?? 0)} ms`),
      ),
    ),
  ];
}

function axis(most: number, x: (ms: number) => number, height: number): Children {
  const step = axisStep(most / TICKS);
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, at) => at * step);
  return marks.map((ms) => [
    h('line', { class: 'grid', x1: x(ms), x2: x(ms), y1: 0, y2: height - AXIS + 4 }),
    h(
      'text',
      { class: 'tick', x: x(ms), y: height - 6, 'text-anchor': 'middle' },
      ms === 0 ? '0' : `${millis(ms)} ms`,
    ),
  ]);
}
