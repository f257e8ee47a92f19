import type { Report } from '../model/report.ts';
import { drawReport, type DrawingEdge, type DrawingNode } from './drawing.ts';
import { mermaidLabel } from './escape.ts';
import { bytes, plural } from './numbers.ts';

const NODES = 150;
/** GitHub's mermaid draws nothing at all beyond 500. */
const EDGES = 480;
const LONGEST_NAME = 60;

const ARROW: Record<DrawingEdge['timing'], string> = { eager: '-->', conditional: '-- if -->', lazy: '-.->' };

/**
 * The startup graph as a mermaid flowchart, as {@link drawReport} has it: lazy imports dotted, conditional ones marked
 * `if`, chains of findings red. Capped so that GitHub draws it; a note says what was left out.
 */
export function renderMermaid(report: Report): string {
  const drawing = drawReport(report);
  const nodes = drawing.nodes.slice(0, NODES);
  const ids = new Map(nodes.map((node, index) => [node.key, `n${index}`]));
  const inside = drawing.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  const edges = inside.slice(0, EDGES);
  const marked = edges.flatMap((edge, index) => (edge.marked ? [index] : []));
  return [
    'flowchart LR',
    ...nodes.map((node) => `  ${ids.get(node.key)}${nodeText(node)}`),
    ...edges.map((edge) => `  ${ids.get(edge.from)} ${ARROW[edge.timing]} ${ids.get(edge.to)}`),
    ...noteLines(drawing.nodes.length - nodes.length, inside.length - edges.length),
    ...classLines(nodes, ids),
    ...(marked.length > 0 ? [`  linkStyle ${marked.join(',')} stroke:#dc2626,stroke-width:3px`] : []),
    '',
  ].join('\n');
}

function nodeText(node: DrawingNode): string {
  const name = [...node.name];
  const short = name.length > LONGEST_NAME ? `…${name.slice(1 - LONGEST_NAME).join('')}` : node.name;
  if (node.kind === 'package')
    return `[[${mermaidLabel(short, `${plural(node.modules, 'module')}, ${bytes(node.bytes)}`)}]]`;
  const label = mermaidLabel(short, bytes(node.bytes));
  return node.kind === 'entry' ? `([${label}])` : `[${label}]`;
}

function noteLines(nodes: number, edges: number): string[] {
  const left = [
    ...(nodes > 0 ? [`… ${nodes} more`] : []),
    ...(edges > 0 ? [`… ${plural(edges, 'more import')}`] : []),
  ];
  return left.length === 0 ? [] : [`  more[${mermaidLabel(...left)}]`, '  style more stroke-dasharray:4'];
}

function classLines(nodes: readonly DrawingNode[], ids: ReadonlyMap<string, string>): string[] {
  const members = (test: (node: DrawingNode) => boolean) =>
    nodes
      .filter(test)
      .map((node) => ids.get(node.key))
      .join(',');
  const classes: [name: string, style: string, members: string][] = [
    ['later', 'stroke-dasharray:4', members((node) => node.reached === 'lazy')],
    ['finding', 'stroke:#dc2626,stroke-width:3px', members((node) => node.marked)],
  ];
  return classes
    .filter(([, , members]) => members !== '')
    .flatMap(([name, style, members]) => [`  classDef ${name} ${style}`, `  class ${members} ${name}`]);
}
