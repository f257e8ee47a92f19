import { describe, expect, it } from 'vitest';
import { arrows, cycleIn, cyclesIn, told } from '../../support/cycles-in.ts';

const A =
  "import { LIMIT } from './b.mjs';\nexport const name = () => 'a';\nexport const doubled = LIMIT * 2;";
const B = "import { name } from './a.mjs';\nexport const LIMIT = 10;\nexport const describe = () => name();";

describe('what a cycle does', () => {
  it('is masked where the safe member comes first', () => {
    const cycle = cycleIn({ 'main.mjs': "import './a.mjs';\nimport './b.mjs';", 'a.mjs': A, 'b.mjs': B });
    expect(cycle).toMatchObject({ does: 'masked', confidence: 'certain', throws: true, simulated: 'all' });
    expect(cycle.unsafe.map(({ member }) => member)).toEqual(['b.mjs']);
    expect(told(cycle.unsafe[0]!.hazards)).toEqual(['a.mjs:3 tdz LIMIT of b.mjs']);
    expect(cycle.entrances).toMatchObject([{ entry: 'main', when: 'boot', member: 'a.mjs', hazards: [] }]);
    expect(arrows(cycle.entrances[0]!.chain)).toEqual(['main.mjs -> a.mjs']);
    expect(cycle.members).toEqual(['b.mjs', 'a.mjs']);
  });

  it('breaks where the other one does', () => {
    const cycle = cycleIn({ 'main.mjs': "import './b.mjs';\nimport './a.mjs';", 'a.mjs': A, 'b.mjs': B });
    expect(cycle).toMatchObject({ does: 'breaks', confidence: 'certain', throws: true });
    expect(told(cycle.entrances[0]!.hazards)).toEqual(['a.mjs:3 tdz LIMIT of b.mjs']);
    expect(cycle.repairs.at(-1)).toMatchObject({ kind: 'reorder', first: 'a.mjs' });
  });

  it('is harmless where values are used later, or are declared functions', () => {
    const cycle = cycleIn({
      'main.mjs': "import './a.mjs';",
      'a.mjs': "import { b } from './b.mjs';\nexport function a() {}\nb();",
      'b.mjs': "import { a } from './a.mjs';\nexport function b() {}\na();",
    });
    expect(cycle).toMatchObject({
      does: 'harmless',
      confidence: null,
      throws: false,
      unsafe: [],
      repairs: [],
    });
    expect(cycle.safe).toEqual({ edges: [], exact: true });
    expect(cycle.acyclic.edges).toHaveLength(1);
  });

  it('is judged by the order, and never harmless, where there is no effort left; small ones are tried first', () => {
    const ring = (name: string, size: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: size }, (_, at) => [
          `${name}${at}.mjs`,
          `import { v as next } from './${name}${(at + 1) % size}.mjs';\nexport const v = () => next;`,
        ]),
      );
    const files = {
      'main.mjs': "import './a0.mjs';\nimport './b0.mjs';\nimport './c.mjs';",
      ...ring('a', 5),
      ...ring('b', 3),
      'c.mjs': "import { D } from './d.mjs';\nexport const c = () => D;\nexport const twice = D * 2;",
      'd.mjs': "import { c } from './c.mjs';\nexport const D = 1;\nexport const d = () => c;",
    };
    const said = (most?: number) =>
      cyclesIn(files, 'esm', most).cycles.map(({ members, does, simulated }) => [
        members[0]!.slice(0, 1),
        does,
        simulated,
      ]);
    expect(said()).toEqual([
      ['d', 'masked', 'all'],
      ['b', 'harmless', 'all'],
      ['a', 'harmless', 'all'],
    ]);
    expect(said(1)).toEqual([
      ['d', 'masked', 1],
      ['b', 'unknown', 0],
      ['a', 'unknown', 0],
    ]);
  });

  it('may break where the read stands behind a condition', () => {
    const cycle = cycleIn({
      'main.mjs': "import './b.mjs';",
      'a.mjs': "import { LIMIT } from './b.mjs';\nif (process.env.X) console.log(LIMIT);",
      'b.mjs': "import './a.mjs';\nexport const LIMIT = 10;",
    });
    expect(cycle).toMatchObject({ does: 'may-break', confidence: 'likely' });
  });

  it('breaks later where startup leaves it for later', () => {
    const cycle = cycleIn({
      'main.mjs': "export const load = () => import('./b.mjs');",
      'a.mjs': A,
      'b.mjs': B,
    });
    expect(cycle).toMatchObject({ does: 'breaks-later', entrances: [{ when: 'later', member: 'b.mjs' }] });
  });

  it('is masked later where startup has loaded what is read', () => {
    const cycle = cycleIn({
      'main.mjs': "import './c.mjs';\nexport const load = () => import('./a.mjs');",
      'c.mjs': 'export const c = 1;',
      'a.mjs': A,
      'b.mjs': B,
    });
    expect(cycle).toMatchObject({ does: 'masked', entrances: [{ when: 'later', member: 'a.mjs' }] });
  });

  it('misses a value without an error in CommonJS', () => {
    const cycle = cycleIn(
      {
        'main.js': "require('./store.js');",
        'store.js':
          "const { log } = require('./log.js');\nexports.LEVEL = 'info';\nexports.open = () => log();",
        'log.js': "const { LEVEL } = require('./store.js');\nexports.log = () => LEVEL;",
      },
      'cjs',
    );
    expect(cycle).toMatchObject({ does: 'breaks', throws: false });
    expect(told(cycle.entrances[0]!.hazards)).toEqual(['log.js:1 undefined-capture LEVEL of store.js']);
  });

  it('follows a function of another module that reads what is missing', () => {
    const cycle = cycleIn({
      'main.mjs': "import './a.mjs';",
      'a.mjs': "import './b.mjs';\nconst KEY = 1;\nexport function read() {\n  return KEY;\n}",
      'b.mjs': "import { read } from './a.mjs';\nread();",
    });
    expect(told(cycle.entrances[0]!.hazards)).toEqual(['a.mjs:4 tdz KEY of a.mjs']);
    expect(arrows(cycle.safe!.edges.map(({ edge }) => edge))).toEqual(['a.mjs -> b.mjs']);
  });

  it('is told apart from others, worst first', () => {
    const { cycles } = cyclesIn({
      'main.mjs': "import './even.mjs';\nimport './b.mjs';",
      'even.mjs': "import { odd } from './odd.mjs';\nexport const even = () => odd();",
      'odd.mjs': "import { even } from './even.mjs';\nexport const odd = () => even();",
      'a.mjs': A,
      'b.mjs': B,
    });
    expect(cycles.map(({ does, members }) => [does, ...members])).toEqual([
      ['breaks', 'a.mjs', 'b.mjs'],
      ['harmless', 'odd.mjs', 'even.mjs'],
    ]);
  });

  it('says nothing where there is none', () => {
    expect(cyclesIn({ 'main.mjs': "import './a.mjs';", 'a.mjs': '' })).toEqual({
      cycles: [],
      elsewhere: [],
      nodeMajor: 24,
    });
  });
});

describe('repairs', () => {
  it('import past a barrel, where the defining file does not lead back', () => {
    const cycle = cycleIn({
      'main.mjs': "import './index.mjs';",
      'index.mjs': "export { Circle } from './circle.mjs';\nexport { Shape } from './shape.mjs';",
      'circle.mjs': "import { Shape } from './index.mjs';\nexport class Circle extends Shape {}",
      'shape.mjs': 'export class Shape {}',
    });
    expect(cycle.repairs[0]).toEqual({
      kind: 'past-barrel',
      module: 'circle.mjs',
      line: 1,
      barrel: 'index.mjs',
      definingFile: 'shape.mjs',
      names: ['Shape'],
    });
  });

  it('do not where it leads back', () => {
    const cycle = cycleIn({
      'main.mjs': "import './index.mjs';",
      'index.mjs': "export { Circle } from './circle.mjs';\nexport { Shape } from './shape.mjs';",
      'circle.mjs': "import { Shape } from './index.mjs';\nexport class Circle extends Shape {}",
      'shape.mjs':
        "import { Circle } from './circle.mjs';\nexport class Shape {\n  make() {\n    return Circle;\n  }\n}",
    });
    expect(cycle.repairs.map(({ kind }) => kind)).not.toContain('past-barrel');
  });

  it('hoist a function that a variable holds', () => {
    const cycle = cycleIn({
      'main.mjs': "import './routes.mjs';",
      'routes.mjs': "import './register.mjs';\nexport const route = (path) => path;",
      'register.mjs': "import { route } from './routes.mjs';\nroute('/');",
    });
    expect(cycle.repairs[0]).toEqual({
      kind: 'hoist-function',
      module: 'routes.mjs',
      name: 'route',
      line: 2,
    });
  });

  it('move what others need, and name who does', () => {
    const cycle = cycleIn({ 'main.mjs': "import './b.mjs';", 'a.mjs': A, 'b.mjs': B });
    expect(cycle.repairs).toContainEqual({
      kind: 'move-leaf',
      names: ['LIMIT'],
      out: 'b.mjs',
      users: ['a.mjs'],
    });
  });
});

describe('a cycle that is too large to try every member', () => {
  const size = 160;
  const files: Record<string, string> = { 'main.mjs': "import './m0.mjs';" };
  for (let at = 0; at < size; at++)
    files[`m${at}.mjs`] =
      `import { v as next } from './m${(at + 1) % size}.mjs';\nexport const v = () => next;`;
  files['m5.mjs'] = "import { v } from './m6.mjs';\nexport const w = 1;\nexport { v };\nv.name;";

  it('is judged by the order first: who is read by a reader that ends before it', () => {
    const cycle = cycleIn(files);
    expect(cycle.does).toBe('masked');
    expect(cycle.unsafe.map(({ member }) => member)).toContain('m6.mjs');
    expect(cycle.simulated).toBeTypeOf('number');
    expect(cycle.acyclic.edges).toHaveLength(1);
  });
});
