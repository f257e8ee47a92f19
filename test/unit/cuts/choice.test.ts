import { expect, test } from 'vitest';
import { suggestCuts } from '../../../src/cuts/suggest.ts';
import type { CutCandidate, CutsReport } from '../../../src/model/cut.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import { BLOCKED, suggestCase, type SuggestCase } from '../../support/suggest-case.ts';

const suggest = (given: SuggestCase): CutsReport => suggestCuts(suggestCase(given));
const names = (edges: readonly ImportEdge[]) => edges.map(({ from, to }) => `${from}>${to}`);
const find = (report: CutsReport, id: string): CutCandidate =>
  report.candidates.find((candidate) => candidate.id === id) ??
  expect.fail(`${id} is not among ${report.candidates.map((candidate) => candidate.id).join(', ')}`);

test('one line that loads many modules on another’s account is one edit of 6, if it is ours', () => {
  const loads = (owner: string, line: (i: number) => number, bin: object = BLOCKED): CutsReport => {
    const names = ['a', 'b', 'c', 'd'];
    const request = suggestCase({
      graph: `main -> ${owner}, main -> bin -> ${owner}, ${names.map((name) => `${owner} -> ${name}`).join(', ')}`,
      ms: { a: 30, b: 30, c: 30, d: 30 },
      uses: { [`main>${owner}`]: BLOCKED, 'main>bin': bin, [`bin>${owner}`]: BLOCKED },
      causes: Object.fromEntries(names.map((name) => [`${owner}>${name}`, 'bin'])),
    });
    const edges = request.graph.edges.map((edge, i) =>
      names.includes(edge.to) ? { ...edge, specifier: './*', line: line(i) } : edge,
    );
    return suggestCuts({ ...request, graph: { ...request.graph, edges } });
  };
  const report = loads('load', () => 8);
  expect(report.plan).toMatchObject({ cuts: ['registry:load'], difficulty: 6, leftMs: 3 });
  expect(find(report, 'registry:load')).toMatchObject({
    safety: 'review',
    frees: { modules: ['a', 'b', 'c', 'd'], ms: 120 },
    reasons: [{ code: 'computed', at: { file: 'load', line: 8 }, detail: './*' }],
  });
  // Easier to go without its module: the loop is still an edit of its own.
  const easy = find(
    loads('load', () => 8, {}),
    'registry:load',
  );
  expect(easy.frees.ms).toBe(120);
  expect(loads('load', (i) => i).plan.cuts).toEqual([]);
  expect(loads('@kit', () => 8).plan.cuts).toEqual([]);
});

test('what boots have shown to be used stays, of what one line loads on another’s account', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const planned = (used: readonly string[]): CutsReport => {
    const request = suggestCase({
      graph: `main -> load, main -> bin -> load, ${names.map((name) => `load -> ${name}`).join(', ')}`,
      ms: Object.fromEntries(names.map((name) => [name, 30])),
      uses: { 'main>load': BLOCKED, 'main>bin': BLOCKED, 'bin>load': BLOCKED },
      causes: Object.fromEntries(names.map((name) => [`load>${name}`, 'bin'])),
    });
    const edges = request.graph.edges.map((edge) =>
      edge.from === 'load' ? { ...edge, specifier: './*', line: 8 } : edge,
    );
    const usesOf: typeof request.usesOf = (edge) => {
      const { from, to, line } = edges[edge]!;
      if (from !== 'load') return request.usesOf(edge);
      if (!used.includes(to)) return null;
      const reason = { code: 'touched-while-booting', at: { file: from, line }, detail: './*' } as const;
      return { ...request.usesOf(edge)!, ...BLOCKED, reasons: [reason] };
    };
    return suggestCuts({ ...request, usesOf, graph: { ...request.graph, edges } });
  };
  expect(planned(['a']).plan).toMatchObject({ cuts: ['registry:load'], leftMs: 33 });
  expect(find(planned(['a']), 'registry:load').frees.modules).toEqual(['b', 'c', 'd', 'e']);
  const { plan, candidates } = planned(names);
  expect(plan).toMatchObject({ cuts: [], leftMs: 153 });
  expect(candidates.map(({ action }) => action)).not.toContain('registry');
});

test('a safe plan is taken before one that saves little more and loses effects', () => {
  const given = (zod: number): SuggestCase => ({
    graph: 'main -> a -> @zod, a -> @pg',
    ms: { main: 400, a: 4, '@zod': zod, '@pg': 1 },
    harm: (edges) => ({
      unmasks: [],
      losesEffects: edges.some(({ to }) => to === 'a') ? [{ confidence: 'certain' } as never] : [],
    }),
  });
  expect(suggest(given(80)).plan).toMatchObject({ cuts: ['defer:a>@zod'], difficulty: 1 });
  const held = suggest({ ...given(80), uses: { 'a>@zod': BLOCKED } });
  expect(held.plan).toMatchObject({ cuts: ['defer:main>a'], difficulty: 1 });
  expect(suggest({ ...given(9), uses: { 'a>@zod': BLOCKED } }).plan.cuts).toEqual([]);
});

test('a plan without harm is taken where it saves nearly as much, whatever its difficulty', () => {
  const given = (rest: number): SuggestCase => ({
    graph: 'main -> a -> b, b -> @zod, b -> @pg, b -> @ai',
    ms: { main: 10, a: 1, b: rest, '@zod': 200, '@pg': 200, '@ai': 200 },
    harm: (edges) => ({
      unmasks: [],
      losesEffects: edges.some(({ to }) => to === 'b') ? [{ confidence: 'certain' } as never] : [],
    }),
    uses: { 'main>a': BLOCKED },
  });
  const nearly = suggest(given(25));
  expect(nearly.plan.cuts.toSorted()).toEqual(['defer:b>@ai', 'defer:b>@pg', 'defer:b>@zod']);
  expect(find(nearly, 'defer:a>b').safety).toBe('review');
  expect(suggest(given(60)).plan.cuts).toEqual(['defer:a>b']);
});

test('no cut only adds one of Node’s own modules to a cheaper one', () => {
  const report = suggest({
    graph: 'main -> a -> node:http, main -> node:http',
    ms: { main: 400, a: 20, 'node:http': 1.3 },
  });
  const offered = report.candidates.map(({ edges }) => names(edges));
  expect(offered).toEqual([['main>a']]);
  const worthy = suggest({
    graph: 'main -> a -> node:http, main -> node:http',
    ms: { main: 400, a: 20, 'node:http': 30 },
  });
  expect(find(worthy, worthy.plan.cuts[0]!).edges.length).toBe(2);
});

test('past several barrels a name is followed to the module that defines it, but not into packages', () => {
  const pass = (name: string, specifier: string, there = name) =>
    new Map([[name, { specifiers: [specifier], passedOn: { specifier, name: there } }]]);
  const given = (light: string): SuggestCase => ({
    graph: `main -> barrel -> inner -> ${light}, inner -> heavy, barrel -> other, ${light} -> @deep`,
    ms: { main: 400, heavy: 80, other: 80 },
    uses: Object.fromEntries(
      ['main>barrel', 'barrel>inner', 'barrel>other', `inner>${light}`, 'inner>heavy', `${light}>@deep`].map(
        (name) => [name, BLOCKED],
      ),
    ),
    namesOf: () => ['x'],
    exportsNeeds: (node) =>
      [null, pass('x', 'inner', 'y'), pass('y', light), pass('y', '@deep', 'z')][node] ?? null,
  });
  const own = suggest(given('light'));
  expect(own.plan).toMatchObject({ cuts: ['past-barrel:main>barrel'], difficulty: 1, leftMs: 402 });
  const definedIn = (given: SuggestCase) => find(suggest(given), 'past-barrel:main>barrel').definedIn;
  expect(definedIn(given('light'))).toEqual([{ name: 'x', module: 'light', exported: 'y' }]);
  // `light` renames it; what is in packages is not looked into.
  expect(definedIn(given('@kit'))).toEqual([
    { name: 'x', module: 'node_modules/kit/index.js', exported: 'y' },
  ]);
});
