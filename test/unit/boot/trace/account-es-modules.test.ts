import { describe, expect, it } from 'vitest';
import { accountModules } from '../../../../src/boot/trace/account.ts';
import { TraceWriter } from '../../../support/trace-writer.ts';
import { costSum, moduleNamed as named } from '../../../support/traced.ts';

const account = (lines: string) => accountModules(new TraceWriter().event('installed').lines(lines).trace());

const U = 'file:///p';

/** An ES module that is found, read and compiled: 6 ms, of which 1 each of resolving and compiling, 2 of reading. */
const made = (name: string, parent = '0', format = 'module') => `
  resolve ${parent === '0' ? '0' : `${U}/${parent}`} ./${name}
  resolveEnd ${U}/${name}
  read ${U}/${name}
  readPause ${U}/${name}
  readEnd ${U}/${name}
  translate ${U}/${name} ${format}
  translateEnd ${U}/${name}`;
const link = (from: string, to: string) => `link ${U}/${from} ${U}/${to}\n`;
const body = (name: string) => `body ${U}/${name}\nbodyEnd ${U}/${name}\n`;
const evaluate = (name: string, inside: string) =>
  `evaluate ${U}/${name}\n${inside}\nevaluatePause ${U}/${name}\n`;
const settled = (name: string, threw = 0) => `evaluateEnd ${U}/${name} ${threw}\n`;
const common = (name: string, parent: string, request: string, inside = '') => `
  load ${parent}
  resolved /p/${name} ${request}
  compile /p/${name} 9
  execute /p/${name}
  ${inside}
  executeEnd /p/${name}
  loadEnd ${request}`;

const importers = (modules: ReturnType<typeof account>['modules']) =>
  Object.fromEntries(modules.map(({ key, importer }) => [key.slice(3), importer && importer.slice(3)]));

describe('accountModules, ES modules', () => {
  it('finds first importers depth first along declarations, in whatever order the files were read', () => {
    const { modules, outside, endMs } = account(`
      ${made('a.mjs')}
      ${made('c.mjs', 'a.mjs')}
      ${made('b.mjs', 'a.mjs')}
      ${link('b.mjs', 'c.mjs')}
      ${link('a.mjs', 'b.mjs')} ${link('a.mjs', 'c.mjs')}
      ${evaluate('a.mjs', body('c.mjs') + body('b.mjs') + body('a.mjs'))}
      ${settled('a.mjs')}`);
    expect(importers(modules)).toEqual({ 'a.mjs': null, 'b.mjs': 'a.mjs', 'c.mjs': 'b.mjs' });
    expect(modules.map(({ key }) => key)).toEqual(['/p/a.mjs', '/p/b.mjs', '/p/c.mjs']);
    expect(modules.map(({ evaluationOrder }) => evaluationOrder)).toEqual([2, 1, 0]);
    expect(named(modules, 'c.mjs')).toMatchObject({
      laterImporters: ['/p/a.mjs'],
      resolveMs: 1,
      readMs: 2,
      compileMs: 1,
      selfMs: 1,
      totalMs: 5,
      format: 'esm',
      attribution: 'exact',
      outcome: 'evaluated',
    });
    const { probeMs, loaderMs, afterMs } = outside;
    expect(costSum(modules) + probeMs + loaderMs + afterMs).toBe(endMs);
    expect(endMs).toBe(34);
  });

  it('holds in cycles', () => {
    const { modules } = account(`
      ${made('a.mjs')} ${made('b.mjs', 'a.mjs')} ${made('c.mjs', 'b.mjs')}
      resolve ${U}/c.mjs ./a.mjs
      resolveEnd ${U}/a.mjs
      ${link('a.mjs', 'b.mjs')} ${link('b.mjs', 'c.mjs')} ${link('c.mjs', 'a.mjs')}
      ${evaluate('a.mjs', body('c.mjs') + body('b.mjs') + body('a.mjs'))}`);
    expect(importers(modules)).toEqual({ 'a.mjs': null, 'b.mjs': 'a.mjs', 'c.mjs': 'b.mjs' });
    expect(named(modules, 'a.mjs')).toMatchObject({ laterImporters: ['/p/c.mjs'] });
    expect(named(modules, 'a.mjs').totalMs).toBe(costSum(modules));
  });

  it('charges lexing to the CommonJS module, which belongs to the ES module that declares it', () => {
    const { modules } = account(`
      ${made('a.mjs')} ${made('b.mjs', 'a.mjs')} ${made('x.cjs', 'b.mjs', 'commonjs')}
      ${made('y.cjs', 'a.mjs', 'commonjs')}
      ${link('a.mjs', 'b.mjs')} ${link('a.mjs', 'y.cjs')} ${link('b.mjs', 'x.cjs')}
      ${evaluate(
        'a.mjs',
        common('x.cjs', '0', '/p/x.cjs', common('y.cjs', '/p/x.cjs', './y.cjs')) +
          '\n' +
          body('b.mjs') +
          body('a.mjs'),
      )}`);
    expect(importers(modules)).toEqual({
      'a.mjs': null,
      'b.mjs': 'a.mjs',
      'x.cjs': 'b.mjs',
      // Required by the body of x before a, which declares it too, comes to it.
      'y.cjs': 'x.cjs',
    });
    expect(named(modules, 'x.cjs')).toMatchObject({
      lexMs: 1,
      compileMs: 1,
      format: 'cjs',
      outcome: 'evaluated',
    });
    expect(named(modules, 'y.cjs').laterImporters).toEqual(['/p/a.mjs']);
  });

  it('follows require() of an ES module from CommonJS', () => {
    const required = `
      load /p/main.cjs
      resolved /p/r.mjs ./r.mjs
      compile /p/r.mjs 9
      requireEsm ${U}/r.mjs
      requireEsmCompiled ${U}/r.mjs
      ${made('s.mjs', 'r.mjs')}
      ${link('r.mjs', 's.mjs')}
      instantiate ${U}/r.mjs
      instantiateEnd ${U}/r.mjs
      ${evaluate('r.mjs', body('s.mjs'))}
      requireEsmEnd ${U}/r.mjs
      executeEnd /p/r.mjs
      loadEnd ./r.mjs`;
    const { modules } = account(common('main.cjs', '0', '/p/main.cjs', required));
    expect(importers(modules)).toEqual({ 'main.cjs': null, 'r.mjs': 'main.cjs', 's.mjs': 'r.mjs' });
    expect(named(modules, 'r.mjs')).toMatchObject({ format: 'esm', selfMs: 2, outcome: 'evaluated' });
    expect(named(modules, 'main.cjs').selfMs).toBe(2);
  });

  it('knows an import() by who had it resolved, and an ES module that is required later', () => {
    const { modules } = account(`
      ${common('main.cjs', '0', '/p/main.cjs', `resolve ${U}/main.cjs ./a.mjs\nresolveEnd ${U}/a.mjs`)}
      read ${U}/a.mjs
      readPause ${U}/a.mjs
      readEnd ${U}/a.mjs
      translate ${U}/a.mjs module
      translateEnd ${U}/a.mjs
      ${evaluate('a.mjs', body('a.mjs'))} ${settled('a.mjs')}
      load /p/other.cjs
      resolved /p/other.cjs ./other.cjs
      compile /p/other.cjs 9
      execute /p/other.cjs
        load /p/other.cjs
        resolved /p/a.mjs ./a.mjs
        compile /p/a.mjs 9
        requireEsm ${U}/a.mjs
        requireEsmEnd ${U}/a.mjs
        executeEnd /p/a.mjs
        loadEnd ./a.mjs
      executeEnd /p/other.cjs
      loadEnd ./other.cjs`);
    expect(named(modules, 'a.mjs')).toMatchObject({
      importer: '/p/main.cjs',
      laterImporters: ['/p/other.cjs'],
      outcome: 'evaluated',
      instances: 1,
    });
  });

  it('does not pretend under top-level await', () => {
    const { modules, outside, running } = account(`
      ${made('a.mjs')} ${made('t.mjs', 'a.mjs')} ${made('u.mjs', 'a.mjs')} ${made('s.mjs', 'a.mjs')}
      ${link('a.mjs', 't.mjs')} ${link('a.mjs', 'u.mjs')} ${link('a.mjs', 's.mjs')}
      ${evaluate('a.mjs', `body ${U}/t.mjs\nbody ${U}/u.mjs\n${body('s.mjs')}`)}
      bodyEnd ${U}/t.mjs
      bodyEnd ${U}/u.mjs
      ${body('a.mjs')} ${settled('a.mjs')}`);
    expect(modules.map(({ key, attribution, outcome }) => [key, attribution, outcome])).toEqual([
      ['/p/a.mjs', 'shared', 'evaluated'],
      ['/p/t.mjs', 'shared', 'evaluated'],
      ['/p/u.mjs', 'shared', 'evaluated'],
      ['/p/s.mjs', 'exact', 'evaluated'],
    ]);
    expect(named(modules, 't.mjs').selfMs).toBe(1);
    expect(outside.afterMs).toBeGreaterThanOrEqual(2);
    expect(running).toBeNull();
  });

  it('names a module that waits for ever', () => {
    const { running, modules } = account(`
      ${made('a.mjs')} ${made('t.mjs', 'a.mjs')} ${link('a.mjs', 't.mjs')}
      ${evaluate('a.mjs', `body ${U}/t.mjs`)}
      exit 13`);
    expect(running).toBe('/p/t.mjs');
    expect(modules.map(({ outcome }) => outcome)).toEqual(['unfinished', 'unfinished']);
  });

  it('tells the module that threw from those that never came to run', () => {
    const { modules } = account(`
      ${made('a.mjs')} ${made('t.mjs', 'a.mjs')} ${made('d.json', 'a.mjs', 'json')} ${made('fs', '0', 'builtin')}
      ${link('a.mjs', 't.mjs')} ${link('a.mjs', 'd.json')}
      ${evaluate('a.mjs', `body ${U}/t.mjs`)} ${settled('a.mjs', 1)}`);
    expect(named(modules, 't.mjs').outcome).toBe('threw');
    expect(named(modules, 'a.mjs').outcome).toBe('unfinished');
    expect(named(modules, 'd.json')).toMatchObject({ format: 'json', importer: '/p/a.mjs' });
  });

  it('charges what goes on behind the pause of a read to that file, and the rest of the loader to nobody', () => {
    const { modules, outside } = account(`
      resolve 0 ./a.mjs
      resolveEnd ${U}/a.mjs
      read ${U}/a.mjs
      readPause ${U}/a.mjs
      resolve ${U}/a.mjs ./b.mjs
      resolveEnd ${U}/b.mjs
      readEnd ${U}/a.mjs
      translate ${U}/a.mjs module
      translateEnd ${U}/a.mjs
      ${evaluate('a.mjs', body('a.mjs'))}`);
    // 1 ms until the pause, 1 before the end; before the other's resolution and before the translation nobody is known.
    expect(named(modules, 'a.mjs')).toMatchObject({ readMs: 2 });
    // With 1 ms before everything, before the read, before evaluation, and the resolution of what is not loaded.
    expect(outside.loaderMs).toBe(6);
  });

  it('takes copies by ?query as one module, and what could not be read as none', () => {
    const { modules } = account(`
      ${made('a.mjs')} ${evaluate('a.mjs', body('a.mjs'))}
      ${made('b.mjs?1', 'a.mjs')} ${evaluate('b.mjs?1', body('b.mjs?1'))}
      ${made('b.mjs?2', 'a.mjs')} ${evaluate('b.mjs?2', body('b.mjs?2'))}
      resolve ${U}/a.mjs ./gone.mjs
      resolveEnd ${U}/gone.mjs
      read ${U}/gone.mjs
      readPause ${U}/gone.mjs`);
    expect(modules.map(({ key, instances }) => [key, instances])).toEqual([
      ['/p/a.mjs', 1],
      ['/p/b.mjs', 2],
    ]);
    expect(named(modules, 'b.mjs')).toMatchObject({ selfMs: 2, importer: '/p/a.mjs' });
  });

  it('ties asynchronous resolutions to those that asked, whatever order they end in', () => {
    const { modules } = account(`
      ${made('a.mjs')} ${made('b.mjs')}
      ${evaluate('a.mjs', `body ${U}/a.mjs\nresolve ${U}/a.mjs ./x.mjs\nresolveEnd 0 1\nbodyEnd ${U}/a.mjs`)}
      ${evaluate('b.mjs', `body ${U}/b.mjs\nresolve ${U}/b.mjs ./y.mjs\nresolveEnd 0 1\nbodyEnd ${U}/b.mjs`)}
      resolveEnd ${U}/y.mjs 2
      resolveEnd ${U}/x.mjs 2
      translate ${U}/y.mjs module
      translateEnd ${U}/y.mjs
      translate ${U}/x.mjs module
      translateEnd ${U}/x.mjs
      ${evaluate('y.mjs', body('y.mjs'))} ${evaluate('x.mjs', body('x.mjs'))}`);
    expect(importers(modules)).toMatchObject({ 'x.mjs': 'a.mjs', 'y.mjs': 'b.mjs' });
    expect(named(modules, 'x.mjs').resolveMs).toBe(1);
  });
});

describe('accountModules, other modes', () => {
  it('takes edges and times from the hooks thread, on its own clock', () => {
    const main = new TraceWriter({ mode: 'register', timeOrigin: 1000 })
      .event('installed')
      .at(100)
      .lines(body('b.mjs') + body('a.mjs'))
      .trace();
    const hooks = new TraceWriter({ mode: 'register', timeOrigin: 1050 })
      .at(10)
      .lines(
        `resolve 0 ./a.mjs\nresolveEnd ${U}/a.mjs\nread ${U}/a.mjs\nreadEnd ${U}/a.mjs
         resolve ${U}/a.mjs ./b.mjs\nresolve ${U}/a.mjs node:fs\nresolveEnd node:fs\nresolveEnd ${U}/b.mjs
         read ${U}/b.mjs\nread node:fs\nreadEnd node:fs\nreadEnd ${U}/b.mjs`,
      )
      .trace();
    const { modules } = accountModules(main, { hooks });
    expect(modules.map(({ key, importer, format }) => [key, importer, format])).toEqual([
      ['/p/a.mjs', null, 'esm'],
      ['node:fs', '/p/a.mjs', 'builtin'],
      ['/p/b.mjs', '/p/a.mjs', 'esm'],
    ]);
    // Two were open for a part of the time: each has its share.
    expect(named(modules, 'b.mjs')).toMatchObject({ resolveMs: 2.5, readMs: 2.5 });
    expect(accountModules(main, { hooks, untilMs: 61 }).modules.map(({ key }) => key)).toEqual([]);
  });

  it('tells declarations from import() by what ran first where links are not known', () => {
    const trace = new TraceWriter({ mode: 'register-hooks' })
      .event('installed')
      .lines(
        ['a', 'b', 'c']
          .map((name) => `read ${U}/${name}.mjs\nreadEnd ${U}/${name}.mjs`)
          .concat(`read ${U}/d.mjs`, `readEnd ${U}/d.mjs`)
          .join('\n'),
      )
      // a declares b and c; b asks for d while it runs, c declares d.
      .lines(
        link('a.mjs', 'b.mjs') + link('b.mjs', 'd.mjs') + link('a.mjs', 'c.mjs') + link('c.mjs', 'd.mjs'),
      )
      .lines(body('b.mjs') + body('d.mjs') + body('c.mjs') + body('a.mjs'))
      .trace();
    expect(importers(accountModules(trace).modules)).toEqual({
      'a.mjs': null,
      'b.mjs': 'a.mjs',
      'c.mjs': 'a.mjs',
      'd.mjs': 'c.mjs',
    });
  });
});
