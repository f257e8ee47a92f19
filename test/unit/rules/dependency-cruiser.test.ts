import { describe, expect, it } from 'vitest';
import type { DependencyCruiserRule, ExceptionConfig } from '../../../src/model/config.ts';
import type { DependencyCruiserFinding } from '../../../src/model/finding.ts';
import type { CheckResult } from '../../../src/rules/check.ts';
import { chainOf, check } from './run-rule.ts';

const RULE: DependencyCruiserRule = { type: 'dependency-cruiser', level: 'error', config: 'dc.js' };

interface Options {
  readonly options?: unknown;
  readonly rule?: Partial<DependencyCruiserRule>;
  readonly exceptions?: readonly ExceptionConfig[];
  readonly more?: object;
}

/** Applies forbidden rules as a dependency-cruiser config writes them. */
function cruise(
  text: string,
  forbidden: unknown[],
  { options, rule, exceptions, more }: Options = {},
): CheckResult {
  const dependencyCruiser = new Map([['dc.js', { forbidden, ...(options ? { options } : {}), ...more }]]);
  const config = { rules: [{ ...RULE, ...rule }], exceptions: exceptions ?? [] };
  return check(text, config, { dependencyCruiser });
}

function breaches(text: string, rule: object, options?: Options): string[] {
  const result = cruise(text, [{ name: 'r', severity: 'error', from: {}, to: {}, ...rule }], options);
  expect(result.notices).toEqual([]);
  return result.findings.map((it) => {
    const { edge, module } = it as DependencyCruiserFinding;
    return edge ? `${edge.from} -> ${edge.to}` : module;
  });
}

function notJudged(rule: object, options?: Options): string[] {
  const { findings, notices } = cruise('main -> a', [{ name: 'r', from: {}, to: {}, ...rule }], options);
  expect(findings).toEqual([]);
  expect(notices.map(({ code }) => code)).toEqual(notices.map(() => 'not-judged'));
  return notices.map(({ message }) => message);
}

describe('a rule about an import', () => {
  it('finds startup edges between from and to, with the chain that leads there', () => {
    const { findings } = cruise('main -> src/a -> lib/b, main -> src/c', [
      {
        name: 'no-lib',
        severity: 'error',
        comment: 'stay out',
        from: { path: '^src/' },
        to: { path: '^lib/' },
      },
    ]);
    expect(findings).toMatchObject([
      {
        rule: 'dependency-cruiser',
        name: 'no-lib',
        level: 'error',
        entry: 'web',
        reason: 'stay out',
        module: 'lib/b',
        edge: { from: 'src/a', to: 'lib/b' },
      },
    ]);
    expect(chainOf(findings[0]!)).toBe('main > src/a > lib/b');
  });

  it('judges eager and conditional edges of startup modules, and no other', () => {
    const graph = 'main -> x, main ?> y, main ~> z, main :> t, main .> w, z -> u, main ?> v -> u';
    expect(breaches(graph, { to: { path: '^[uxyztw]$' } })).toEqual(['main -> x', 'main -> y', 'v -> u']);
  });

  it('takes lists of expressions as any of them', () => {
    const rule = { from: { pathNot: ['^a$', '^b$'] }, to: { path: ['^x$', '^y$'], pathNot: 'y' } };
    expect(breaches('main -> a -> x, main -> b -> x, main -> c -> x, c -> y', rule)).toEqual(['c -> x']);
  });

  it('fills $1 in to with what from captured, literally', () => {
    const rule = { from: { path: '^p/([^/]+)/' }, to: { path: '^p/([^/]+)/', pathNot: '^p/$1/' } };
    expect(breaches('main -> p/a.b/x -> p/a.b/y, p/a.b/x -> p/axb/z', rule)).toEqual(['p/a.b/x -> p/axb/z']);
  });

  it('reports two imports of one module by another once', () => {
    expect(breaches('main -> a, main -> a', { to: { path: 'a' } })).toEqual(['main -> a']);
  });

  it('knows builtins by the name without node:', () => {
    const rule = { to: { dependencyTypes: ['core'], path: '^fs$' } };
    expect(breaches('main -> node:fs, main -> node:os', rule)).toEqual(['main -> node:fs']);
  });

  it.each([
    [{ couldNotResolve: true }, ['main -> unresolved:x']],
    [
      { couldNotResolve: false, dependencyTypesNot: ['core'] },
      ['main -> a', 'main -> node_modules/zod/index.js'],
    ],
    [{ dependencyTypes: ['npm'] }, ['main -> node_modules/zod/index.js']],
    [{ dependencyTypes: ['npm', 'npm-dev'] }, ['main -> node_modules/zod/index.js']],
    [{ dependencyTypes: ['local', 'unknown'] }, ['main -> a', 'main -> unresolved:x']],
    [{ dependencyTypesNot: ['npm', 'core', 'type-only'] }, ['main -> a', 'main -> unresolved:x']],
    [{ dependencyTypes: ['import'], path: '^a$' }, ['main -> a']],
    [{ dependencyTypes: ['require'] }, []],
    [{ dependencyTypes: ['type-only'] }, []],
    [{ dynamic: true }, []],
    [{ dynamic: false, path: '^a$' }, ['main -> a']],
    [{ preCompilationOnly: true }, []],
  ])('to %j', (to, expected) => {
    expect(breaches('main -> a, main -> node:fs, main -> @zod, main -> unresolved:x', { to })).toEqual(
      expected,
    );
  });
});

describe('a rule against cycles', () => {
  const CIRCULAR = { to: { circular: true } };

  it('finds each knot once, and shows the way there and around', () => {
    const graph = 'main -> a -> b -> c -> b, main -> d -> e -> f -> d, f -> e';
    const { findings } = cruise(graph, [{ name: 'no-circular', from: {}, ...CIRCULAR }]);
    expect(findings.map(chainOf)).toEqual(['main > d > e > f > d', 'main > a > b > c > b']);
    expect(findings).toMatchObject([
      { module: 'd', edge: { from: 'd', to: 'e' } },
      { module: 'b', edge: { from: 'b', to: 'c' } },
    ]);
  });

  it('finds no cycle that a lazy or type-only edge closes', () => {
    expect(breaches('main -> a -> b ~> a, b :> main', CIRCULAR)).toEqual([]);
  });

  it('finds a module that imports itself', () => {
    const { findings } = cruise('main -> a -> a', [{ from: {}, ...CIRCULAR }]);
    expect(findings.map(chainOf)).toEqual(['main > a > a']);
  });

  it('finds edges on no cycle for circular: false', () => {
    expect(breaches('main -> a -> b -> a', { to: { circular: false } })).toEqual(['main -> a']);
  });

  it('accepts via conditions that always hold at run time', () => {
    const to = { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } };
    expect(breaches('main -> a -> main', { to })).toEqual(['main -> a']);
  });

  it('excuses an edge of a cycle, and still finds the next cycle of the knot', () => {
    const exceptions = [{ edge: 'b -> a', reason: 'known' }];
    expect(breaches('main -> a -> b -> a', CIRCULAR, { exceptions })).toEqual([]);
    expect(breaches('main -> a -> b -> a, b -> c -> a', CIRCULAR, { exceptions })).toEqual(['a -> b']);
  });
});

describe('module exceptions', () => {
  const exceptions = [{ module: 'a', reason: 'known' }];

  it('excuse imports of the module, and modules reached', () => {
    expect(breaches('main -> a, main -> b', {}, { exceptions })).toEqual(['main -> b']);
    const rule = { from: { path: 'main' }, to: { path: '^[ab]$', reachable: true } };
    expect(breaches('main -> a -> b', rule, { exceptions })).toEqual(['b']);
  });

  it('excuse cycles through the module, and not the others of its knot', () => {
    const rule = { to: { circular: true } };
    expect(breaches('main -> a -> b -> a', rule, { exceptions })).toEqual([]);
    expect(breaches('main -> a -> b -> a, b -> c -> b', rule, { exceptions })).toEqual(['b -> c']);
  });
});

describe('a rule about what is reachable', () => {
  const rule = (from: object, to: object) => ({ from, to: { reachable: true, ...to } });

  it('finds modules over any number of startup edges, with the whole chain', () => {
    const { findings } = cruise('main -> x -> ui/a -> b ?> db/c, x -> db/d, ui/a ~> db/e', [
      { name: 'r', ...rule({ path: '^ui/' }, { path: '^db/' }) },
    ]);
    expect(findings).toMatchObject([{ module: 'db/c', edge: null }]);
    expect(chainOf(findings[0]!)).toBe('main > x > ui/a > b > db/c');
  });

  it('does not count a module as reached from itself', () => {
    const both = rule({ path: '^ui/' }, { path: '^ui/' });
    expect(breaches('main -> ui/a -> ui/b, main -> ui/c -> d -> ui/c', both)).toEqual(['ui/b']);
  });

  it('fills $1', () => {
    const other = rule({ path: '^p/([^/]+)/' }, { path: '^p/', pathNot: '^p/$1/' });
    expect(breaches('main -> p/a/x -> p/a/y -> z -> p/b/x', other)).toEqual(['p/b/x']);
  });
});

describe('options of the config', () => {
  const ZOD = 'main -> @zod -> @zod/a -> @zod, main -> gen/x -> b';

  it.each([[{ doNotFollow: 'node_modules' }], [{ doNotFollow: { dependencyTypes: ['npm', 'npm-dev'] } }]])(
    '%j leaves imports of packages out',
    (options) => {
      expect(breaches(ZOD, { to: { path: 'zod' } }, { options })).toEqual([
        'main -> node_modules/zod/index.js',
      ]);
      expect(breaches(ZOD, { to: { circular: true } }, { options })).toEqual([]);
    },
  );

  it('doNotFollow leaves out cycles and reach through what is not followed', () => {
    const options = { doNotFollow: 'node_modules' };
    const graph = 'main -> a -> @zod -> a, @zod -> b';
    expect(breaches(graph, { to: { circular: true } }, { options })).toEqual([]);
    const rule = { from: { path: '^a$' }, to: { path: '^b$', reachable: true } };
    expect(breaches(graph, rule, { options })).toEqual([]);
  });

  it('exclude leaves imports of and by the module out', () => {
    const options = { exclude: { path: ['^gen/', '^none$'] } };
    expect(breaches(ZOD, { to: { pathNot: 'zod' } }, { options })).toEqual([]);
  });

  it('includeOnly leaves all others out', () => {
    expect(breaches(ZOD, {}, { options: { includeOnly: '^(main|gen)' } })).toEqual(['main -> gen/x']);
  });
});

describe('levels', () => {
  it.each([
    ['error', 'error', 'error'],
    ['warn', 'error', 'warning'],
    ['info', 'error', 'info'],
    [undefined, 'error', 'warning'],
    ['error', 'warning', 'warning'],
    ['info', 'warning', 'info'],
  ] as const)('severity %s under level %s is %s', (severity, level, expected) => {
    const { findings } = cruise('main -> a', [{ severity, from: {}, to: {} }], { rule: { level } });
    expect(findings).toMatchObject([{ name: 'unnamed', level: expected }]);
  });

  it('leaves out what is ignored, without a word', () => {
    const { findings, notices } = cruise('main -> a', [
      { severity: 'ignore', from: {}, to: { license: 'GPL' } },
    ]);
    expect([findings, notices]).toEqual([[], []]);
  });
});

describe('what is not judged', () => {
  it.each([
    [{ from: { orphan: true } }, 'from.orphan'],
    [{ to: { license: 'GPL' } }, 'to.license'],
    [{ to: { moreThanOneDependencyType: true } }, 'to.moreThanOneDependencyType'],
    [{ to: { circular: true, via: 'x' } }, 'to.via'],
    [{ to: { reachable: false } }, 'to.reachable: false'],
    [{ to: { reachable: true, dependencyTypes: ['core'] } }, 'to.dependencyTypes'],
    [{ to: { dependencyTypes: ['npm-dev'] } }, 'to.dependencyTypes: npm-dev'],
    [{ to: { dependencyTypesNot: ['aliased'] } }, 'to.dependencyTypesNot: aliased'],
    [{ scope: 'folder' }, 'scope: folder'],
    [{ module: { numberOfDependentsLessThan: 2 } }, 'module'],
    [{ to: { path: '(' } }, 'to.path / to.pathNot (not a regular expression)'],
    [{ from: { path: 7 } }, 'from.path / from.pathNot (not a regular expression)'],
    [{ to: { fromTheFuture: 1 } }, 'to.fromTheFuture'],
  ])('%j: the rule is named and not applied', (rule, option) => {
    expect(notJudged(rule)).toEqual([
      `dc.js: rule r is not applied; not judged on the startup path: ${option}`,
    ]);
  });

  it('names types that cannot be told, and applies the others', () => {
    const to = { dependencyTypes: ['npm-dev', 'local'] };
    const { findings, notices } = cruise('main -> a', [{ name: 'r', from: {}, to }]);
    expect(findings).toHaveLength(1);
    expect(notices.map(({ message }) => message)).toEqual([
      'dc.js: rule r is applied in part; not judged on the startup path: to.dependencyTypes: npm-dev',
    ]);
  });

  it('names other kinds of rules, and options that narrow the cruise', () => {
    const more = { allowed: [], required: [] };
    const options = { maxDepth: 2, moduleSystems: ['amd'], doNotFollow: '(' };
    expect(notJudged({ severity: 'ignore' }, { more, options })).toEqual([
      'dc.js: allowed is not judged on the startup path',
      'dc.js: required is not judged on the startup path',
      'dc.js: options.maxDepth is not judged on the startup path',
      'dc.js: options.moduleSystems is not judged on the startup path',
      'dc.js: options.doNotFollow (not a regular expression) is not judged on the startup path',
    ]);
  });

  it('says so when there is no config, or no rule in it', () => {
    expect(check('main', { rules: [RULE] }).notices).toMatchObject([
      { level: 'warning', message: expect.stringContaining('was not loaded'), at: { file: 'dc.js' } },
    ]);
    for (const loaded of [{}, { forbidden: [] }, null, 'x']) {
      const { notices } = check(
        'main',
        { rules: [RULE] },
        { dependencyCruiser: new Map([['dc.js', loaded]]) },
      );
      expect(notices).toMatchObject([{ message: expect.stringContaining('no forbidden rules') }]);
    }
  });
});
