import { describe, expect, it } from 'vitest';
import { accountModules } from '../../../../src/boot/trace/account.ts';
import { TraceWriter } from '../../../support/trace-writer.ts';
import { costSum, moduleNamed as named } from '../../../support/traced.ts';

/** One millisecond an event, from 1 on: `installed` is the first. */
const account = (lines: string, untilMs?: number) =>
  accountModules(
    new TraceWriter().event('installed').lines(lines).trace(),
    untilMs === undefined ? {} : { untilMs },
  );

const NESTED = `
  load 0
  resolved /p/a.js /p/a.js
  compile /p/a.js 9
  execute /p/a.js
    load /p/a.js
    resolved /p/b.js ./b
    compile /p/b.js 9
    execute /p/b.js
      builtin /p/b.js fs
      loadEnd fs
    executeEnd /p/b.js
    loadEnd ./b
    again /p/a.js fs
  executeEnd /p/a.js
  loadEnd /p/a.js
  exit 0`;

describe('accountModules, CommonJS', () => {
  it('gives every slice of time to the innermost module', () => {
    const { modules, outside } = account(NESTED);
    expect(modules.map(({ key, importer }) => [key, importer])).toEqual([
      ['/p/a.js', null],
      ['/p/b.js', '/p/a.js'],
      ['node:fs', '/p/b.js'],
    ]);
    expect(named(modules, 'b.js')).toMatchObject({
      resolveMs: 1,
      readMs: 2,
      compileMs: 1,
      selfMs: 2,
      totalMs: 7,
      format: 'cjs',
      outcome: 'evaluated',
      attribution: 'exact',
      instances: 1,
    });
    expect(named(modules, 'a.js')).toMatchObject({
      resolveMs: 1,
      readMs: 2,
      compileMs: 1,
      selfMs: 3,
      totalMs: 14,
    });
    expect(named(modules, 'fs')).toMatchObject({
      format: 'builtin',
      selfMs: 1,
      outcome: 'evaluated',
      laterImporters: ['/p/a.js'],
    });
    expect(outside).toEqual({ nodeMs: 0, probeMs: 1, loaderMs: 1, afterMs: 1 });
    expect(costSum(modules) + 3).toBe(17);
  });

  it('ends where it is told to, and says what was running', () => {
    const { modules, running } = account(NESTED, 9.5);
    expect(running).toBe('/p/b.js');
    expect(modules.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['/p/a.js', 'unfinished'],
      ['/p/b.js', 'unfinished'],
    ]);
    expect(named(modules, 'b.js').selfMs).toBe(0.5);
    expect(account(NESTED).running).toBeNull();
  });

  it('counts nothing that only was looked for', () => {
    const { modules } = account(`
      load 0
      resolved /p/a.js /p/a.js
      compile /p/a.js 9
      execute /p/a.js
        resolved /p/only-resolved.js ./only-resolved
        load /p/a.js
        loadEnd ./missing 1
        load /p/a.js
        resolved /p/es.mjs ./es.mjs
        loadEnd ./es.mjs 1
      executeEnd /p/a.js
      loadEnd /p/a.js`);
    expect(modules.map(({ key }) => key)).toEqual(['/p/a.js']);
    // What a failed request took is its module's own time.
    expect(modules[0]?.selfMs).toBe(7);
  });

  it('tells data, addons, and modules that threw', () => {
    const { modules } = account(`
      load 0
      resolved /p/a.js /p/a.js
      compile /p/a.js 9
      execute /p/a.js
        load /p/a.js
        resolved /p/d.json ./d.json
        loadEnd ./d.json
        load /p/a.js
        resolved /p/n.node ./n.node
        loadEnd ./n.node 1
        load /p/a.js
        resolved /p/t.js ./t
        compile /p/t.js 9
        execute /p/t.js
        executeEnd /p/t.js 1
        loadEnd ./t 1
        load /p/a.js
        resolved /p/s.js ./s
        compile /p/s.js 9
        executeEnd /p/s.js 1
        loadEnd ./s 1
      executeEnd /p/a.js
      loadEnd /p/a.js`);
    expect(modules.map(({ key, format, outcome }) => [key, format, outcome])).toEqual([
      ['/p/a.js', 'cjs', 'evaluated'],
      ['/p/d.json', 'json', 'evaluated'],
      ['/p/n.node', 'native', 'threw'],
      ['/p/t.js', 'cjs', 'threw'],
      ['/p/s.js', 'cjs', 'threw'],
    ]);
  });

  it('takes a load that is tried again as one module', () => {
    const attempt = (threw: number) => `
        load /p/a.js
        resolved /p/t.js ./t
        compile /p/t.js 9
        execute /p/t.js
        executeEnd /p/t.js ${threw}
        loadEnd ./t ${threw}`;
    const { modules } = account(
      `load 0\nresolved /p/a.js x\ncompile /p/a.js 9\nexecute /p/a.js${attempt(1)}${attempt(0)}`,
    );
    expect(named(modules, 't.js')).toMatchObject({ outcome: 'evaluated', instances: 2, selfMs: 2 });
  });

  it('finds what a later request means: by folder, by path, by the nearest node_modules', () => {
    const loads = (parent: string, file: string, request: string) => `
      load ${parent}
      resolved ${file} ${request}
      compile ${file} 9
      execute ${file}
      executeEnd ${file}
      loadEnd ${request}`;
    const { modules } = account(`
      ${loads('0', '/p/main.js', '/p/main.js')}
      ${loads('/p/main.js', '/p/lib/x.js', './lib/x')}
      ${loads('/p/main.js', '/p/lib/index.js', './lib')}
      ${loads('/p/main.js', '/p/node_modules/q/outer.js', 'q')}
      ${loads('/p/lib/x.js', '/p/lib/node_modules/q/inner.js', 'q')}
      again /p/lib/index.js ./x
      again /p/lib/x.js .
      again /p/lib/x.js ../main.js
      again /p/lib/node_modules/r/r.js q
      again /p/lib/index.js q
      again /p/node_modules/q/outer.js q
      again /p/lib/x.js unheard-of`);
    expect(named(modules, 'lib/x.js').laterImporters).toEqual(['/p/lib/index.js']);
    expect(named(modules, 'lib/index.js').laterImporters).toEqual(['/p/lib/x.js']);
    expect(named(modules, 'main.js').laterImporters).toEqual(['/p/lib/x.js']);
    expect(named(modules, 'inner.js').laterImporters).toEqual(['/p/lib/index.js']);
  });

  it('puts a module on the account of what runs where its parent is none', () => {
    const { modules } = account(`
      load 0
      resolved /p/a.js x
      compile /p/a.js 9
      execute /p/a.js
        load /p/noop.js
        resolved /p/b.js ./b
        compile /p/b.js 9
        execute /p/b.js
        executeEnd /p/b.js
        loadEnd ./b`);
    expect(named(modules, 'b.js').importer).toBe('/p/a.js');
  });

  it('sees a body by what it asks for where its start is hidden', () => {
    const { modules } = account(`
      load 0
      resolved /p/a.js x
      compile /p/a.js 9
        load /p/a.js
        resolved /p/b.js ./b
        loadEnd ./b
      executeEnd /p/a.js
      loadEnd x`);
    expect(named(modules, 'a.js')).toMatchObject({ compileMs: 1, selfMs: 1, outcome: 'evaluated' });
    // Compiled by somebody else: all of it counts as evaluation.
    expect(named(modules, 'b.js')).toMatchObject({ readMs: 0, selfMs: 1, outcome: 'evaluated' });
  });
});
