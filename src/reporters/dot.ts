import type { Report } from '../model/report.ts';
import { drawReport, type DrawingEdge, type DrawingNode } from './drawing.ts';
import { dotString } from './escape.ts';
import { bytes, plural } from './numbers.ts';

const STYLE: Record<DrawingEdge['timing'], string> = {
  eager: 'solid',
  conditional: 'dashed',
  lazy: 'dotted',
};
const FILL: Record<DrawingNode['kind'], string> = { entry: '#dbeafe', module: '#ffffff', package: '#f3f4f6' };
const RED = '#dc2626';

/**
 * The startup graph for Graphviz: packages whole, first-party modules one by one; eager imports solid, conditional
 * dashed, lazy dotted; the chains of findings red. Heavier boxes have larger names.
 */
export function renderDot(report: Report): string {
  const { nodes, edges } = drawReport(report);
  const ids = new Map(nodes.map((node, index) => [node.key, `n${index}`]));
  const heaviest = Math.max(1, ...nodes.map((node) => node.bytes));
  return [
    'digraph startup {',
    '  rankdir=LR;',
    '  node [shape=box, style="rounded,filled", color="#6b7280", fontname="Helvetica"];',
    '  edge [color="#6b7280", arrowsize=0.7];',
    ...nodes.map((node) => nodeLine(node, ids.get(node.key) ?? '', heaviest)),
    ...edges.map(
      (edge) =>
        `  ${ids.get(edge.from)} -> ${ids.get(edge.to)} [style=${STYLE[edge.timing]}${edge.marked ? `, color="${RED}", penwidth=2` : ''}];`,
    ),
    '}',
    '',
  ].join('\n');
}

function nodeLine(node: DrawingNode, id: string, heaviest: number): string {
  const weight =
    node.kind === 'package' ? `${plural(node.modules, 'module')}, ${bytes(node.bytes)}` : bytes(node.bytes);
  const attributes = [
    `label=${dotString(node.name, weight)}`,
    `fillcolor="${FILL[node.kind]}"`,
    // Area, not height, should follow the weight.
    `fontsize=${(10 + 14 * Math.sqrt(node.bytes / heaviest)).toFixed(1)}`,
    ...(node.kind === 'package' ? ['shape=box3d'] : []),
    ...(node.reached === 'eager' ? [] : [`style="filled,${STYLE[node.reached]}"`]),
    ...(node.marked ? [`color="${RED}"`] : []),
  ];
  return `  ${id} [${attributes.join(', ')}];`;
}
