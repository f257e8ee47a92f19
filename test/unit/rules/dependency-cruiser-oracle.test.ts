import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DependencyCruiserFinding } from '../../../src/model/finding.ts';
import { toGraph } from '../../../src/graph/compact.ts';
import type { ImportEdge, ModuleGraph } from '../../../src/model/module-graph.ts';
import { toRecord } from '../../support/graph-of.ts';
import { check } from './run-rule.ts';

// All imports are eager, and all files are reached from main.js: here both tools must find the same.
const FILES: Record<string, string[]> = {
  'main.js': ['./ui/page.js', './feature/a/x.js', './feature/b/x.js', 'node:fs', './nowhere.js', './lone.js'],
  'lone.js': [],
  'ui/page.js': ['../ui/button.js', '../data/store.js', 'path', 'zod'],
  'ui/button.js': ['./page.js'],
  'data/store.js': ['./db.js'],
  'data/db.js': ['./cache.js', 'not-installed'],
  'data/cache.js': ['./store.js', './db.js'],
  'feature/a/x.js': ['./y.js', '../b/x.js'],
  'feature/a/y.js': ['../../data/db.js'],
  'feature/b/x.js': ['./y.js', 'node:test'],
  'feature/b/y.js': [],
  'node_modules/zod/index.js': ['./lib.js'],
  'node_modules/zod/lib.js': ['./index.js', 'node:os'],
};

const EDGE_RULES: IForbiddenRuleType[] = [
  { from: { path: '^ui/' }, to: { path: '^data/' } },
  { from: { path: ['^ui/', '^data/'], pathNot: ['cache', 'button'] }, to: { pathNot: ['^data/', '^ui/'] } },
  { from: {}, to: { couldNotResolve: true } },
  { from: {}, to: { couldNotResolve: false, path: '^(n|f)' } },
  { from: {}, to: { dependencyTypes: ['core'] } },
  { from: {}, to: { dependencyTypes: ['core'], path: '^(fs|path|node:test)$' } },
  { from: {}, to: { dependencyTypes: ['local'], path: 'y[.]js$' } },
  { from: {}, to: { dependencyTypes: ['unknown'] } },
  { from: { path: '^data/' }, to: { dependencyTypesNot: ['local'] } },
  { from: { path: '^feature/([^/]+)/' }, to: { path: '^feature/([^/]+)/', pathNot: '^feature/$1/' } },
  { from: { path: '^(feature)/(a)/' }, to: { path: '^$1/$2/y' } },
  { from: {}, to: { path: 'zod', dynamic: false } },
  { from: {}, to: { dynamic: true } },
  { from: { path: '^data/store' }, to: { circular: false } },
  { from: {}, to: { circular: false, path: '^feature/a' } },
];

const REACHABLE_RULES: IForbiddenRuleType[] = [
  { from: { path: '^feature/' }, to: { path: '^data/', reachable: true } },
  { from: { path: '^ui/page' }, to: { path: ['^ui/', '^n'], reachable: true } },
  { from: { path: '^data/(db|store)' }, to: { path: '^data/', reachable: true } },
  {
    from: { path: '^feature/([^/]+)/x' },
    to: { path: '^feature/', pathNot: '^feature/$1/', reachable: true },
  },
];

let root = '';
const graph = graphOfFiles();

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'import-budget-')));
  for (const [file, imports] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), imports.map((specifier) => `require('${specifier}');\n`).join(''));
  }
  writeFileSync(join(root, 'package.json'), '{"dependencies":{"zod":"1.0.0"}}');
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function graphOfFiles(): ModuleGraph {
  const builtins: Record<string, string> = { path: 'node:path', zod: 'node_modules/zod/index.js' };
  const edges: ImportEdge[] = Object.entries(FILES).flatMap(([file, imports]) =>
    imports.map((specifier, i) => {
      const path = specifier.startsWith('.')
        ? join(dirname(file), specifier).replaceAll('\\', '/')
        : specifier;
      const isKnown = path in FILES || path.startsWith('node:');
      const to = builtins[specifier] ?? (isKnown ? path : `unresolved:${specifier}`);
      const ids = { from: toRecord(file).id, to: toRecord(to).id };
      return {
        ...ids,
        specifier,
        line: i + 1,
        column: 1,
        kind: 'require' as const,
        timing: 'eager' as const,
      };
    }),
  );
  const ids = new Set([...Object.keys(FILES), ...edges.map(({ to }) => to)]);
  const records = [...ids].map((id) => {
    const inZod = id.startsWith('node_modules/zod/');
    return { ...toRecord(id), ...(inZod && { origin: 'package' as const, package: 'zod' }) };
  });
  return toGraph(records, edges);
}

async function theirs(forbidden: IForbiddenRuleType[]): Promise<{ from: string; to: string }[]> {
  const options = { baseDir: root, validate: true, ruleSet: { forbidden } };
  const { output } = await cruise(['main.js'], options);
  return (output as ICruiseResult).summary.violations;
}

function ours(forbidden: IForbiddenRuleType[]): DependencyCruiserFinding[] {
  const rule = { type: 'dependency-cruiser', level: 'error', config: 'dc' } as const;
  const dependencyCruiser = new Map([['dc', { forbidden }]]);
  const { findings, notices } = check(graph, { rules: [rule] }, { dependencyCruiser });
  expect(notices).toEqual([]);
  return findings as DependencyCruiserFinding[];
}

/** Names builtins and unresolved imports as dependency-cruiser does. */
function plainName(id: string): string {
  return id === 'node:test' ? id : id.replace(/^(node:|unresolved:)/, '');
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}

describe('against dependency-cruiser itself', () => {
  it.each(EDGE_RULES.map((rule) => [JSON.stringify(rule), rule] as const))(
    'import rule %s',
    async (_, rule) => {
      const named = [{ ...rule, name: 'r', severity: 'error' as const }];
      const expected = (await theirs(named)).map(({ from, to }) => `${from} -> ${to}`);
      const found = ours(named).map(({ edge }) => `${plainName(edge!.from)} -> ${plainName(edge!.to)}`);
      expect(sorted(found)).toEqual(sorted(expected));
    },
  );

  it.each(REACHABLE_RULES.map((rule) => [JSON.stringify(rule), rule] as const))(
    'reach rule %s',
    async (_, rule) => {
      const named = [{ ...rule, name: 'r', severity: 'error' as const }];
      const expected = (await theirs(named)).map(({ to }) => to);
      expect(expected.length).toBeGreaterThan(0);
      expect(sorted(ours(named).map(({ module }) => plainName(module)))).toEqual(sorted(expected));
    },
  );

  it('cycles: every knot that holds one of its cycles', async () => {
    const named = [{ name: 'r', severity: 'error' as const, from: {}, to: { circular: true } }];
    const knot = (id: string) => id.slice(0, id.lastIndexOf('/'));
    const expected = (await theirs(named)).map(({ from }) => knot(from));
    expect(sorted(ours(named).map(({ module }) => knot(module)))).toEqual(sorted(expected));
    expect(sorted(expected)).toEqual(['data', 'node_modules/zod', 'ui']);
  });
});
