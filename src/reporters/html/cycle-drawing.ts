import type { CycleReport } from '../../model/cycles.ts';
import type { Hazard } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { ImportEdge } from '../../model/module-graph.ts';
import { h, type Children, type MarkupElement } from './markup.ts';

const WIDTH = 520;
const RADIUS = 13;
const MOST_MEMBERS = 12;
const LONGEST_LABEL = 22;

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * A cycle as a ring: members numbered in the order of their evaluation, imports as arrows, reads that come too early
 * marked. Of one with too many members to be seen, those that lead to the first such read. Null where that is too much
 * as well.
 *
 * @param id unique on the page
 * @param edges imports among the members
 */
export function cycleDrawing(
  { members: all, acyclic }: CycleReport,
  hazards: readonly Hazard[],
  edges: readonly ImportEdge[],
  id: string,
): MarkupElement | null {
  const members = all.length > MOST_MEMBERS ? around(all, hazards[0]) : all;
  if (members.length > MOST_MEMBERS || members.length < 2) return null;
  const rise = Math.max(44, members.length * 13);
  const height = 2 * rise + 56;
  const points = new Map<string, Point>(
    members.map((member, at) => [member, pointOn(at, members.length, rise, height)]),
  );
  const cut = new Set(acyclic.edges.map(({ edge }) => `${edge.from}\n${edge.to}`));
  const early = new Set(hazards.map(({ module, from }) => `${module}\n${from}`));
  const kind = (from: string, to: string) =>
    early.has(`${from}\n${to}`) ? 'early' : cut.has(`${from}\n${to}`) ? 'cut' : 'plain';
  // A read stands for itself where no import leads straight to what it reads.
  const reads = hazards.map(({ module, from: to }) => ({ from: module, to }));
  const drawn = [...new Map([...reads, ...edges].map((each) => [`${each.from}\n${each.to}`, each])).values()];
  const said = members.map((member) => `${all.indexOf(member) + 1} ${label(member)}`).join(', ');
  return h(
    'svg',
    {
      class: 'cycle',
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'aria-label': `Order of evaluation: ${said}`,
    },
    h(
      'defs',
      {},
      (['plain', 'cut', 'early'] as const).map((name) => arrowHead(`${id}-${name}`, name)),
    ),
    drawn.map(({ from, to }) => arrow(points.get(from), points.get(to), kind(from, to), id)),
    members.map((member) => node(points.get(member)!, all.indexOf(member) + 1, label(member))),
  );
}

function around(members: readonly ModuleId[], hazard: Hazard | undefined): readonly ModuleId[] {
  if (hazard === undefined) return [];
  const told = new Set<string>([...hazard.chain.map(({ module }) => module), hazard.module, hazard.from]);
  return members.filter((member) => told.has(member));
}

function pointOn(at: number, size: number, rise: number, height: number): Point {
  const angle = (at / size) * 2 * Math.PI - Math.PI / 2;
  return { x: round(WIDTH / 2 + Math.cos(angle) * 78), y: round(height / 2 + Math.sin(angle) * rise) };
}

function node({ x, y }: Point, number: number, text: string): Children {
  const [anchor, offset] =
    Math.abs(x - WIDTH / 2) < 4 ? ['start', 18] : x < WIDTH / 2 ? ['end', -18] : ['start', 18];
  return h(
    'g',
    {},
    h('circle', { cx: x, cy: y, r: RADIUS }),
    h('text', { class: 'number', x, y: y + 4, 'text-anchor': 'middle' }, String(number)),
    h('text', { class: 'name', x: x + Number(offset), y: y + 4, 'text-anchor': anchor }, text),
  );
}

function arrow(from: Point | undefined, to: Point | undefined, kind: string, id: string): Children {
  if (from === undefined || to === undefined || from === to) return null;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [x1, y1] = [from.x + dx * RADIUS, from.y + dy * RADIUS];
  const [x2, y2] = [to.x - dx * (RADIUS + 5), to.y - dy * (RADIUS + 5)];
  // Bent to its right, so that two arrows between the same modules do not lie on each other.
  const [bx, by] = [(x1 + x2) / 2 - dy * 16, (y1 + y2) / 2 + dx * 16];
  const path = `M${round(x1)} ${round(y1)}Q${round(bx)} ${round(by)} ${round(x2)} ${round(y2)}`;
  return h('path', { class: `arrow ${kind}`, d: path, 'marker-end': `url(#${id}-${kind})` });
}

function arrowHead(id: string, kind: string): MarkupElement {
  return h(
    'marker',
    {
      id,
      class: `head ${kind}`,
      viewBox: '0 0 8 8',
      refX: 4,
      refY: 4,
      markerWidth: 6,
      markerHeight: 6,
      orient: 'auto-start-reverse',
    },
    h('path', { d: 'M0 0L8 4L0 8z' }),
  );
}

function label(id: string): string {
  const parts = id.split('/');
  const last = parts.at(-1) ?? id;
  const text = last.startsWith('index.') ? parts.slice(-2).join('/') : last;
  const chars = [...text];
  return chars.length > LONGEST_LABEL ? `…${chars.slice(1 - LONGEST_LABEL).join('')}` : text;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
