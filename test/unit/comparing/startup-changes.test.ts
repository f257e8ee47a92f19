import { describe, expect, it } from 'vitest';
import { startupChanges, type ReportedStartup } from '../../../src/comparing/startup-changes.ts';
import type { ImportEdge, ModuleRecord } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';

const id = (text: string) => text as ModuleId;

/** Imports as `a -> b`, on some path only as `a ~> b`; what stands first is the entry. */
function startup(...written: readonly string[]): ReportedStartup {
  const edges = written.map((text, at): ImportEdge => {
    const [from = '', arrow, to = ''] = text.split(' ');
    const timing = arrow === '~>' ? 'conditional' : 'eager';
    return { from: id(from), to: id(to), specifier: to, line: at + 1, column: 1, kind: 'import', timing };
  });
  const all = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const eager = new Set(edges[0] ? [edges[0].from] : []);
  for (let grown = true; grown;) {
    const before = eager.size;
    for (const { from, to, timing } of edges) if (timing === 'eager' && eager.has(from)) eager.add(to);
    grown = eager.size > before;
  }
  const records = new Map([...all].map((module) => [module, recordOf(module)]));
  const imports = new Map([...all].map((module) => [module, edges.filter(({ from }) => from === module)]));
  return { file: edges[0]!.from, all, eager, imports, records };
}

function recordOf(module: ModuleId): ModuleRecord {
  const [, name = null] = /^node_modules\/([^/]+)/.exec(module) ?? [];
  return {
    id: module,
    origin: name === null ? 'project' : 'package',
    package: name,
    format: 'esm',
    bytes: 100,
  };
}

const told = (changes: ReturnType<typeof startupChanges>) =>
  changes.map(({ edge, modules, packages, timing }) => ({
    by: edge === null ? null : `${edge.from}:${edge.line}`,
    modules,
    packages,
    timing,
  }));

describe('changes of startup', () => {
  const base = startup('cli -> log', 'log -> node_modules/chalk/i');

  it('are none where nothing changed', () => {
    expect(startupChanges(base, base)).toEqual([]);
  });

  it('are told by the import that leaves what both load, with all that comes by it', () => {
    const now = startup(
      'cli -> log',
      'log -> node_modules/chalk/i',
      'log -> db',
      'db -> node_modules/pg/i',
      'node_modules/pg/i -> node_modules/pg/b',
    );
    const [change, ...others] = startupChanges(now, base);
    expect(others).toEqual([]);
    expect(told([change!])).toEqual([
      {
        by: 'log:3',
        modules: ['db', 'node_modules/pg/i', 'node_modules/pg/b'],
        packages: ['pg'],
        timing: 'eager',
      },
    ]);
    expect(change?.chain.map(({ from, to }) => `${from} ${to}`)).toEqual(['cli log', 'log db']);
    expect(change?.bytes).toBe(300);
  });

  it('follow the shortest way where several imports bring a module', () => {
    const now = startup(
      'cli -> log',
      'log -> node_modules/chalk/i',
      'log -> deep',
      'deep -> far',
      'cli -> far',
    );
    expect(told(startupChanges(now, base)).map(({ by, modules }) => [by, modules])).toEqual([
      ['cli:5', ['far']],
      ['log:3', ['deep']],
    ]);
  });

  it('blame an eager import before a nearer one that only some path takes', () => {
    const now = startup(
      'cli -> log',
      'log -> node_modules/chalk/i',
      'cli ~> big',
      'log -> mid',
      'mid -> big',
    );
    expect(told(startupChanges(now, base))).toEqual([
      { by: 'log:4', modules: ['mid', 'big'], packages: [], timing: 'eager' },
    ]);
  });

  it('say where only some path leads to what arrived', () => {
    const now = startup('cli -> log', 'log -> node_modules/chalk/i', 'cli ~> big');
    expect(told(startupChanges(now, base))).toEqual([
      { by: 'cli:3', modules: ['big'], packages: [], timing: 'conditional' },
    ]);
  });

  it('call a package new only where nothing of it was there', () => {
    const now = startup(
      'cli -> log',
      'log -> node_modules/chalk/i',
      'node_modules/chalk/i -> node_modules/chalk/more',
    );
    expect(told(startupChanges(now, base))[0]?.packages).toEqual([]);
  });

  it('have no import where the entry itself is another file', () => {
    const now = startup('main -> log', 'log -> node_modules/chalk/i');
    expect(told(startupChanges(now, base))).toEqual([
      { by: null, modules: ['main'], packages: [], timing: 'eager' },
    ]);
  });

  it('survive cycles', () => {
    const now = startup(
      'cli -> log',
      'log -> node_modules/chalk/i',
      'log -> x',
      'x -> y',
      'y -> x',
      'y -> cli',
    );
    expect(told(startupChanges(now, base))).toMatchObject([{ by: 'log:3', modules: ['x', 'y'] }]);
  });
});
