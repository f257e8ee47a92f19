import { describe, expect, it } from 'vitest';
import type { ImportEdge, ModuleRecord } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { Report } from '../../../src/model/report.ts';
import { renderDot } from '../../../src/reporters/dot.ts';
import { drawReport } from '../../../src/reporters/drawing.ts';
import { renderMermaid } from '../../../src/reporters/mermaid.ts';
import { hostileReport, sampleReport } from '../../support/sample-report.ts';

describe('drawReport', () => {
  const { nodes, edges } = drawReport(sampleReport('check'));
  const name = (key: string) => nodes.find((node) => node.key === key)?.name;
  const arrow = (from: string, to: string) =>
    edges.find((edge) => name(edge.from) === from && name(edge.to) === to);

  it('draws packages whole and first-party modules one by one, no builtins and no types', () => {
    expect(nodes.find((node) => node.name === 'chalk')).toMatchObject({
      kind: 'package',
      modules: 2,
      bytes: 11_422,
    });
    expect(nodes.map((node) => node.name).toSorted()).toEqual(
      [
        'bin/tracker.ts',
        'chalk',
        'package.json',
        'pino',
        'src/cli.ts',
        'src/commands/migrate.ts',
        'src/commands/sync.ts',
        'src/log.ts',
        'src/paint.ts',
        'ts-morph',
        'typescript',
      ].toSorted(),
    );
  });

  it('keeps the strongest timing of parallel imports and marks the chains of findings', () => {
    expect(arrow('src/log.ts', 'pino')?.timing).toBe('conditional');
    expect(arrow('src/commands/migrate.ts', 'typescript')?.timing).toBe('lazy');
    expect(arrow('src/cli.ts', 'src/commands/migrate.ts')?.marked).toBe(true);
    expect(arrow('src/cli.ts', 'src/log.ts')?.marked).toBe(false);
  });
});

describe('dot', () => {
  it('is valid DOT, hostile names or not', () => {
    for (const report of [sampleReport('check'), hostileReport('check'), hostileReport('why')])
      expect(dotProblem(renderDot(report))).toBeNull();
  });

  it('draws what it means', () => {
    const dot = renderDot(sampleReport('check'));
    expect(dot).toMatch(/n\d+ \[label="typescript\\n1 module, 9\.1 MB"/);
    expect(dot).toMatch(/n\d+ -> n\d+ \[style=dashed\]/);
    expect(dot).toMatch(/n\d+ -> n\d+ \[style=solid, color="#dc2626", penwidth=2\]/);
  });
});

describe('mermaid', () => {
  it('has ids and labels that cannot be read as anything else', () => {
    const line =
      /^(flowchart LR|  n\d+(\["[^"]*"\]|\[\["[^"]*"\]\]|\(\["[^"]*"\]\))|  n\d+ (-->|-- if -->|-\.->) n\d+|  (classDef \w+ [\w:#,-]+|class [n\d,]+ \w+|linkStyle [\d,]+ [\w:#,-]+)|)$/;
    for (const report of [sampleReport('check'), hostileReport('check')]) {
      for (const text of renderMermaid(report).split('\n')) expect(text).toMatch(line);
    }
  });

  it('stays within what GitHub draws, keeps the chain, and says what it left out', () => {
    const text = renderMermaid(crowd(400));
    expect(text.match(/^  n\d+\[/gm)?.length).toBeLessThanOrEqual(150);
    expect(text.match(/ --> /g)?.length).toBeLessThanOrEqual(480);
    expect(text.length).toBeLessThan(50_000);
    expect(text).toMatch(/more\["… 2\d\d more/);
    expect(text).toContain('"typescript<br/>');
  });
});

/** The sample with many first-party modules that all import each other's neighbours. */
function crowd(size: number): Report {
  const report = sampleReport('check');
  const [entry] = report.entries;
  if (!entry) throw new Error('the sample has entries');
  const ids = Array.from(
    { length: size },
    (_, index) => `src/crowd/${'deep/'.repeat(20)}m${index}.ts` as ModuleId,
  );
  const modules = ids.map((id): ModuleRecord => ({
    id,
    origin: 'project',
    package: null,
    format: 'esm',
    bytes: 50_000,
  }));
  const edges = ids.flatMap((from, index) =>
    Array.from({ length: 10 }, (_, step): ImportEdge => {
      const to = ids[(index * 7 + step) % size] ?? from;
      return { from, to, specifier: './x.ts', line: 1, column: 1, kind: 'import', timing: 'eager' };
    }),
  );
  const startup = { ...entry.startup, eager: [...entry.startup.eager, ...ids] };
  return {
    ...report,
    modules: [...report.modules, ...modules],
    edges: [...report.edges, ...edges],
    entries: [{ ...entry, startup }],
  };
}

/** Reads DOT's grammar as far as we write it; the first thing that does not fit, or null. */
function dotProblem(dot: string): string | null {
  const token = /\s*(?:("(?:[^"\\]|\\.)*")|([\w.]+|#\w+)|(->|[{}[\],;=]))/sy;
  const words: string[] = [];
  while (token.lastIndex < dot.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(dot);
    if (!match) return `no token at ${dot.slice(at, at + 40)}`;
    words.push(match[1] === undefined ? (match[2] ? 'id' : (match[3] ?? '')) : 'id');
  }
  const attributes = String.raw`\[ (?:id = id (?:, )?)*\] `;
  const statement = `(?:id = id ; |id (?:-> id )?(?:${attributes})?; )`;
  return new RegExp(`^id id { ${statement}*} $`).test(`${words.join(' ')} `)
    ? null
    : 'statements do not parse';
}
