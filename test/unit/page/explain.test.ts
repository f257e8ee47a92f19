import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { decodePayload, type PageData } from '../../../src/page/decode.ts';
import { explain } from '../../../src/page/explain.ts';
import { loadedGraph, staticGraph, type StartupGraph } from '../../../src/page/startup-graph.ts';
import { packReport } from '../../../src/reporters/html/payload.ts';
import { sampleReport } from '../../support/sample-report.ts';

const TS = 'node_modules/typescript/lib/typescript.js';

function opened(command: Report['command']) {
  const data = decodePayload(packReport(sampleReport(command)));
  return { data, entry: data.entries[0]! };
}

function places({ modules }: PageData, { graph, line }: StartupGraph, edges: readonly number[]): string[] {
  return edges.map((edge) => `${modules[graph.edgeFrom[edge]!]!.id}:${line[edge]}`);
}

describe('explain', () => {
  it('says by which imports a module comes, what it holds and what would evict it', () => {
    const { data, entry } = opened('check');
    const startup = staticGraph(data, entry)!;
    const why = explain(startup, data.numberOf.get('node_modules/ts-morph/dist/ts-morph.js')!);
    expect(why.reached).toBe('eager');
    expect(places(data, startup, why.chain)).toEqual([
      'bin/tracker.ts:3',
      'src/cli.ts:14',
      'src/commands/migrate.ts:1',
    ]);
    expect(places(data, startup, why.doors)).toEqual(['src/commands/migrate.ts:1']);
    expect(why.retained.map((module) => data.modules[module]!.id)).toContain(TS);
    expect(places(data, startup, why.evict!.edges)).toEqual(['src/commands/migrate.ts:1']);
    expect(why.evict!.leaves).toHaveLength(2);
  });

  it('tells of imports that load later', () => {
    const { data, entry } = opened('check');
    const startup = staticGraph(data, entry)!;
    const why = explain(startup, data.numberOf.get('src/commands/sync.ts')!);
    expect(why).toMatchObject({ reached: 'lazy', doors: [], retained: [], evict: null });
    expect(places(data, startup, why.chain)).toEqual(['bin/tracker.ts:3', 'src/cli.ts:31']);
  });

  it('cannot evict the entry', () => {
    const { data, entry } = opened('check');
    const why = explain(staticGraph(data, entry)!, entry.file!);
    expect(why).toMatchObject({ reached: 'eager', chain: [], doors: [], evict: null });
  });

  it('follows what a boot saw where no source says so', () => {
    const { data, entry } = opened('boot');
    const startup = loadedGraph(data, entry)!;
    const why = explain(startup, data.numberOf.get(TS)!);
    expect(why.reached).toBe('eager');
    const last = why.chain.at(-1)!;
    expect(startup.seen[last]).toBe(1);
    // Two commands hold it, so that no import below theirs would do alone.
    expect(places(data, startup, why.doors)).toContain('dist/commands/lint.js:0');
    expect(places(data, startup, why.evict!.edges)).toEqual(['bin/tracker.js:0']);
  });

  it('knows of no boot where there was none, and of no entry without a file', () => {
    const { data, entry } = opened('check');
    expect(loadedGraph(data, entry)).toBeNull();
    expect(staticGraph(data, { ...entry, file: null })).toBeNull();
  });
});
