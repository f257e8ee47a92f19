import { describe, expect, it } from 'vitest';
import type { BootTrace } from '../../../src/model/boot.ts';
import { ownMs } from '../../../src/reporters/boot-tree.ts';
import { renderCpuProfile, urlOf } from '../../../src/reporters/cpuprofile.ts';
import { renderTrace } from '../../../src/reporters/trace.ts';
import { SAMPLE_BOOT } from '../../support/sample-boot.ts';
import { emptyReport, sampleReport } from '../../support/sample-report.ts';

interface Profile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    hitCount: number;
    children: number[];
  }[];
  startTime: number;
  endTime: number;
  samples: number[];
  timeDeltas: number[];
}

interface Event {
  name: string;
  ph: string;
  ts: number;
  dur: number;
  pid: number;
  args: Record<string, unknown>;
}

const report = (...boots: BootTrace[]) => ({ ...emptyReport('boot'), boots });
const profileOf = (...boots: BootTrace[]) => JSON.parse(renderCpuProfile(report(...boots))) as Profile;
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const outside = SAMPLE_BOOT.outside.nodeMs + SAMPLE_BOOT.outside.loaderMs + SAMPLE_BOOT.outside.afterMs;
const totalUs = Math.round((sum(SAMPLE_BOOT.modules.map(ownMs)) + outside) * 1000);

describe('cpuprofile', () => {
  const profile = profileOf(SAMPLE_BOOT);
  const byName = (name: string) => profile.nodes.find((node) => node.callFrame.functionName === name);
  /** Time with a node on top. */
  const selfUs = (id: number) =>
    sum(profile.samples.map((sample, at) => (sample === id ? (profile.timeDeltas[at + 1] ?? 0) : 0)));

  it('is one tree of nodes with ids of their own', () => {
    const ids = profile.nodes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const children = profile.nodes.flatMap((node) => node.children);
    expect(children.toSorted((a, b) => a - b)).toEqual(ids.slice(1));
    expect(profile.nodes[0]?.callFrame.functionName).toBe('(root)');
    expect(profile.samples.every((id) => ids.includes(id))).toBe(true);
  });

  it('lasts as long as all times of the boot together', () => {
    expect(profile.samples).toHaveLength(profile.timeDeltas.length);
    expect(profile.endTime - profile.startTime).toBe(totalUs);
    expect(sum(profile.timeDeltas)).toBe(totalUs);
    expect(sum(profile.nodes.map(({ hitCount }) => hitCount))).toBe(totalUs);
    expect(profile.timeDeltas.every((delta) => delta >= 0)).toBe(true);
  });

  it('gives each module its own time, its phases apart', () => {
    const node = byName('typescript/lib/typescript.js');
    expect(node && selfUs(node.id)).toBe(98_400);
    const phases = node?.children.map((id) => profile.nodes.find((child) => child.id === id));
    const known = phases?.map((child) => [child?.callFrame.functionName, child && selfUs(child.id)]);
    expect(known).toEqual([
      ['(resolve) typescript.js', 700],
      ['(read) typescript.js', 9_600],
      ['(compile) typescript.js', 24_100],
      ['node:fs', 10],
      ['node:inspector', 2_100],
      ['node:perf_hooks', 3_400],
    ]);
  });

  it('tells where the files are', () => {
    expect(byName('typescript/lib/typescript.js')?.callFrame).toMatchObject({
      url: 'file:///home/ada/tracker/node_modules/typescript/lib/typescript.js',
      lineNumber: 0,
    });
    expect(byName('node:fs')?.callFrame.url).toBe('node:fs');
  });

  it.each([
    ['a b#?.js', '/r', 'file:///r/a%20b%23%3F.js'],
    ['../x/y.js', '/r/s', 'file:///r/x/y.js'],
    ['src/ü.js', 'c:/work', 'file:///c:/work/src/%C3%BC.js'],
    ['d:/other.js', 'c:/work', 'file:///d:/other.js'],
    ['data:text/javascript,1', '/r', 'data:text/javascript,1'],
    ['\ud800.js', '/r', 'file:///r/%EF%BF%BD.js'],
  ])('turns %j in %s into %s', (id, root, url) => {
    expect(urlOf(id, root)).toBe(url);
  });

  it('puts several boots one behind the other', () => {
    const two = profileOf(SAMPLE_BOOT, { ...SAMPLE_BOOT, entry: 'again' });
    expect(sum(two.timeDeltas)).toBe(2 * totalUs);
    const names = two.nodes[0]?.children.map((id) => two.nodes.find((node) => node.id === id)?.callFrame);
    expect(names?.map((frame) => frame?.functionName)).toEqual(['cli:help', 'again']);
  });

  it('is valid where nothing was booted', () => {
    const none = JSON.parse(renderCpuProfile(sampleReport('graph'))) as Profile;
    expect(none).toMatchObject({ samples: [1], timeDeltas: [0] });
    expect(none.nodes).toHaveLength(1);
  });
});

describe('trace', () => {
  const { traceEvents } = JSON.parse(
    renderTrace(report(SAMPLE_BOOT, { ...SAMPLE_BOOT, entry: 'again' })),
  ) as {
    traceEvents: Event[];
  };
  const spans = traceEvents.filter(({ ph, pid }) => ph === 'X' && pid === 1);
  const end = (event: Event) => event.ts + event.dur;

  it('names a process for each boot', () => {
    const named = traceEvents.filter(({ name }) => name === 'process_name');
    expect(named.map(({ pid, args }) => [pid, args['name']])).toEqual([
      [1, 'cli:help'],
      [2, 'again'],
    ]);
  });

  it('has every module once, in the order of loading', () => {
    const modules = spans.flatMap(({ args }) => args['id'] ?? []);
    expect(modules.toSorted()).toEqual(SAMPLE_BOOT.modules.map(({ id }) => id as string).toSorted());
    expect(spans.every((span, at) => at === 0 || span.ts >= (spans[at - 1]?.ts ?? 0))).toBe(true);
    expect(Math.max(...spans.map(end))).toBe(totalUs);
  });

  it('nests each module inside its first importer, for its total time', () => {
    const byId = new Map(spans.map((span) => [span.args['id'], span]));
    for (const visit of SAMPLE_BOOT.modules) {
      const span = byId.get(visit.id);
      expect(Math.abs((span?.dur ?? 0) - visit.totalMs * 1000), visit.id).toBeLessThanOrEqual(1);
      const above = visit.importer === null ? undefined : byId.get(visit.importer);
      if (!span || !above) continue;
      expect(span.ts >= above.ts && end(span) <= end(above), visit.id).toBe(true);
    }
  });

  it('carries phases and the importer', () => {
    expect(spans.find(({ name }) => name === 'ts-morph/dist/ts-morph.js')?.args).toMatchObject({
      importer: 'dist/commands/migrate.js',
      'lex ms': 6.1,
      'self ms': 21.5,
      'retained ms': 64.4,
    });
  });
});
