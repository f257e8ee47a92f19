import { describe, expect, it } from 'vitest';
import { definerOf } from '../../../src/hazards/definer.ts';
import { eagerReads } from '../../../src/hazards/eager-reads.ts';
import { chainOf, firstVisited, visitModules } from '../../../src/hazards/entrances.ts';
import { judgeProof } from '../../../src/hazards/judge-proof.ts';
import { mergeCycles } from '../../../src/hazards/merge-cycles.ts';
import { outlineProgram } from '../../../src/hazards/outline.ts';
import { findWanted } from '../../../src/hazards/wanted.ts';
import type { Hazard } from '../../../src/model/hazard.ts';
import { arrows, cyclesIn, smallProject } from '../../support/cycles-in.ts';
import { graphOf, namesOf, nodeOf, toId } from '../../support/graph-of.ts';
import { programOf } from '../../support/read-program.ts';

describe('outlines', () => {
  it('load eager imports in source order, conditional ones under a condition, lazy ones not', () => {
    const graph = graphOf('a -> b, a ?> c, a ~> d, a -> b');
    const program = outlineProgram(graph, nodeOf(graph, 'a'));
    expect(program).toMatchObject({ id: 'a', emit: 'esm', outline: true, requests: ['b', 'c'] });
    expect(program.body).toEqual([]);
  });

  it('leave out what nobody keeps', () => {
    const graph = graphOf('a -> b, a -> c');
    const kept = Uint8Array.from(graph.modules, ({ id }) => Number(id !== 'b'));
    expect(outlineProgram(graph, nodeOf(graph, 'a'), kept).requests).toEqual(['c']);
  });
});

describe('what is wanted', () => {
  const graph = graphOf('main -> up -> a -> b -> a, a -> called -> deep, main -> other, main ~> x ?> y -> x');
  const { cycles, full, kept } = findWanted(graph, [nodeOf(graph, 'main')]);

  it('is every cycle of eager and conditional imports, in lazy parts too', () => {
    expect(cycles.map((members) => namesOf(graph, members)).toSorted()).toEqual(['a b', 'x y']);
  });

  it('is in full what is in a cycle, or is imported there', () => {
    expect(namesOf(graph, full)).toBe('a b called x y');
  });

  it('is of the rest what leads there', () => {
    expect(namesOf(graph, kept)).toBe('main up a b called x y');
  });
});

describe('how an entry comes to modules', () => {
  const graph = graphOf('main -> late, late -> b, main -> a -> b -> a, main ?> c -> d, main ~> e -> d');
  const visits = visitModules(graph, nodeOf(graph, 'main'));
  const chain = (name: string) => arrows(chainOf(graph, visits, nodeOf(graph, name)));

  it('is depth first in source order', () => {
    const members = [nodeOf(graph, 'a'), nodeOf(graph, 'b')];
    expect(namesOf(graph, [firstVisited(visits, members)])).toBe('b');
    expect(chain('b')).toEqual(['main -> late', 'late -> b']);
  });

  it('is certain before it is conditional, and that before it is lazy', () => {
    expect(['b', 'd', 'e'].map((name) => visits.when[nodeOf(graph, name)])).toEqual([0, 1, 2]);
    expect(chain('d')).toEqual(['main -> c', 'c -> d']);
  });

  it('goes on from what is itself loaded later', () => {
    const late = graphOf('main ~> a, a ~> b, b -> c');
    const found = visitModules(late, nodeOf(late, 'main'));
    expect(arrows(chainOf(late, found, nodeOf(late, 'c')))).toEqual(['main -> a', 'a -> b', 'b -> c']);
  });
});

describe('who defines a name', () => {
  const { programs } = smallProject({
    'index.mjs': "export * from './a.mjs';\nexport { x as y } from './b.mjs';\nimport './index.mjs';",
    'a.mjs': "import { z } from './b.mjs';\nexport { z };\nimport './index.mjs';",
    'b.mjs': "export const x = 1;\nexport function z() {}\nimport './index.mjs';",
  });
  const definer = (name: string) => definerOf(programs, toId('index.mjs'), name);

  it('is found through re-exports, stars and imports that are exported', () => {
    expect(definer('y')).toMatchObject({ module: 'b.mjs', local: 'x', hoisted: false });
    expect(definer('z')).toMatchObject({ module: 'b.mjs', local: 'z', hoisted: true });
    expect(definer('nobody')).toBeNull();
  });
});

describe('names read while a module is evaluated', () => {
  const read = (text: string) =>
    eagerReads(programOf(`import { a, b } from './m';\nimport * as ns from './n';\n${text}`)).map(
      ({ target, name, certain }) => `${target} ${name}${certain ? '' : '?'}`,
    );

  it.each([
    ['a;', ['./m a']],
    ['export const f = () => a;', []],
    ['export class X extends a { m() { return b; } }', ['./m a']],
    ['function f() { return a; }\nf();', ['./m a']],
    ['class X { constructor() { a; } }\nnew X();', ['./m a']],
    ['if (b) a;', ['./m b?', './m a?']],
    ['list.map(() => a);', ['./m a?']],
    ['ns.x;', ['./n x']],
  ])('%s', (text, expected) => {
    expect(read(text).toSorted()).toEqual(expected.toSorted());
  });

  it('are found in CommonJS', () => {
    const program = programOf("const { a } = require('./m');\nconst n = require('./n');\na; n.x;", {
      emit: 'cjs',
    });
    expect(
      eagerReads(program)
        .map(({ target, name }) => `${target} ${name}`)
        .toSorted(),
    ).toEqual(['./m a', './n x']);
  });
});

describe('a proof', () => {
  const hazard: Hazard = {
    kind: 'tdz',
    module: toId('a.mjs'),
    binding: 'LIMIT',
    from: toId('b.mjs'),
    lines: [3],
    confidence: 'certain',
    chain: [],
  };
  const judge = (message: string, file: string) =>
    judgeProof({ hazards: [hazard] }, [toId('a.mjs'), toId('b.mjs'), toId('c.mjs')], {
      outcome: 'otherwise',
      message,
      at: { file, line: 3 },
    }).outcome;

  it.each([
    ["ReferenceError: Cannot access 'LIMIT' before initialization", 'a.mjs', 'as-predicted'],
    ["ReferenceError: Cannot access 'LIMIT' before initialization", 'dist/a.js', 'as-predicted'],
    ["ReferenceError: Cannot access 'LIMIT' before initialization", 'c.mjs', 'otherwise'],
    ['Error: no database', 'a.mjs', 'otherwise'],
  ])('%s in %s', (message, file, outcome) => {
    expect(judge(message, file)).toBe(outcome);
  });
});

describe('reports of several graphs', () => {
  it('tell a cycle once, by what is worst about it', () => {
    const a = "import { LIMIT } from './b.mjs';\nexport const a = LIMIT;";
    const b = "import './a.mjs';\nexport const LIMIT = 1;";
    const good = cyclesIn({ 'main.mjs': "import './a.mjs';", 'a.mjs': a, 'b.mjs': b });
    const bad = cyclesIn({ 'main.mjs': "import './b.mjs';", 'a.mjs': a, 'b.mjs': b });
    const { cycles } = mergeCycles([good, bad], 24);
    expect(cycles).toHaveLength(1);
    expect(cycles[0]).toMatchObject({ does: 'breaks', entrances: [{ member: 'b.mjs' }, { hazards: [] }] });
  });

  it('tell how sure it is by the surest of them', () => {
    const sure = cyclesIn({
      'main.mjs': "import './b.mjs';",
      'a.mjs': "import { LIMIT } from './b.mjs';\nexport const a = LIMIT;",
      'b.mjs': "import './a.mjs';\nexport const LIMIT = 1;",
    });
    const likely = {
      ...sure,
      cycles: sure.cycles.map((cycle) => ({ ...cycle, confidence: 'likely' as const })),
    };
    expect(mergeCycles([likely, sure], 24).cycles[0]?.confidence).toBe('certain');
  });
});

describe('lines of a chain', () => {
  it('are those of the imports that load at once', () => {
    const { cycles } = cyclesIn({
      'a.mjs':
        "export const later = () => import('./b.mjs');\nimport { b } from './b.mjs';\nexport const LIMIT = b;",
      'b.mjs': "import { LIMIT } from './a.mjs';\nexport const b = LIMIT;",
    });
    const [hazard] = cycles[0]?.entrances[0]?.hazards ?? [];
    expect(hazard?.chain).toMatchObject([
      { module: 'a.mjs', line: 2 },
      { module: 'b.mjs', line: 2 },
    ]);
  });
});
