import { describe, expect, it } from 'vitest';
import type { ModuleId } from '../../../../src/model/module-id.ts';
import { mergeAccounts, mergeOutside, type ModuleIdentities } from '../../../../src/boot/trace/merge.ts';
import type { ThreadAccount, TracedModule } from '../../../../src/boot/trace/traced-module.ts';

const identities: ModuleIdentities = {
  idOf: (key) => key.replace(/^\/p\//, '').replace(/\.\d$/, '') as ModuleId,
  originOf: (key) => (key.startsWith('node:') ? 'builtin' : 'project'),
  packageOf: () => null,
  bytesOf: (key) => key.length,
};

type Told = [key: string, importer: string | null, selfMs: number, more?: Partial<TracedModule>];

function run(told: readonly Told[], outside: Partial<ThreadAccount['outside']> = {}): ThreadAccount {
  const modules = told.map(([name, importer, selfMs, more], order): TracedModule => ({
    key: `/p/${name}`,
    format: 'cjs',
    importer: importer === null ? null : `/p/${importer}`,
    laterImporters: [],
    order,
    evaluationOrder: order,
    resolveMs: 1,
    readMs: 0,
    lexMs: 0,
    compileMs: 0,
    linkMs: 0,
    selfMs,
    totalMs: 0,
    attribution: 'exact',
    outcome: 'evaluated',
    instances: 1,
    ...more,
  }));
  return {
    modules,
    outside: { nodeMs: 30, probeMs: 5, loaderMs: 1, afterMs: 1, ...outside },
    running: null,
    readyMs: null,
    ready: null,
    usedAtReady: null,
    usedAtEnd: null,
    endMs: 100,
    exitCode: 0,
    problems: [],
  };
}

describe('mergeAccounts', () => {
  it('takes the smallest of each time and adds the totals up anew', () => {
    const merged = mergeAccounts(
      [
        run([
          ['a', null, 10],
          ['b', 'a', 4],
          ['c', 'b', 9],
        ]),
        run([
          ['a', null, 12],
          ['b', 'a', 3, { resolveMs: 0.5 }],
          ['c', 'b', 7],
        ]),
      ],
      identities,
    );
    expect(merged.map(({ id, selfMs, resolveMs, totalMs }) => [id, selfMs, resolveMs, totalMs])).toEqual([
      ['a', 10, 1, 22.5],
      ['b', 3, 0.5, 11.5],
      ['c', 7, 1, 8],
    ]);
    expect(merged[1]).toMatchObject({ importer: 'a', order: 1, bytes: 4, origin: 'project', package: null });
  });

  it('follows the order that came most often, and keeps what only some runs loaded where it was', () => {
    const usual: Told[] = [
      ['a', null, 1],
      ['b', 'a', 1],
      ['c', 'a', 1],
    ];
    const merged = mergeAccounts(
      [
        run([
          ['a', null, 1],
          ['c', 'a', 1],
          ['b', 'c', 1],
        ]),
        run(usual),
        run([
          ['a', null, 1],
          ['b', 'a', 1],
          ['x', 'b', 5, { attribution: 'shared' }],
          ['y', 'x', 2],
          ['c', 'a', 1],
        ]),
        run(usual),
      ],
      identities,
    );
    expect(merged.map(({ id, importer }) => [id, importer])).toEqual([
      ['a', null],
      ['b', 'a'],
      ['x', 'b'],
      ['y', 'x'],
      ['c', 'a'],
    ]);
    expect(merged[2]).toMatchObject({ selfMs: 5, totalMs: 9, attribution: 'shared', order: 2 });
  });

  it('takes keys of one id as one module', () => {
    const merged = mergeAccounts(
      [
        run([
          ['main', null, 1],
          ['s.1', 'main', 2, { instances: 2 }],
          ['s.2', 's.1', 3, { laterImporters: ['/p/s.1', '/p/main'] }],
          ['t', 's.2', 1, { laterImporters: ['/p/s.1', '/p/main'] }],
        ]),
      ],
      identities,
    );
    expect(merged.map(({ id, importer }) => [id, importer])).toEqual([
      ['main', null],
      ['s', 'main'],
      ['t', 's'],
    ]);
    expect(merged[1]).toMatchObject({ selfMs: 5, resolveMs: 2, instances: 3, totalMs: 9 });
    expect(merged[2]?.laterImporters).toEqual(['main']);
  });

  it('has nothing of nothing', () => {
    expect(mergeAccounts([], identities)).toEqual([]);
    expect(mergeOutside([])).toEqual({ nodeMs: 0, loaderMs: 0, afterMs: 0 });
  });

  it('takes the smallest of what is outside', () => {
    const accounts = [run([], { nodeMs: 40, afterMs: 7 }), run([], { afterMs: 9, loaderMs: 3 })];
    expect(mergeOutside(accounts)).toEqual({ nodeMs: 30, loaderMs: 1, afterMs: 7 });
  });
});
