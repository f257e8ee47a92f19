import type { ICruiseResult } from 'dependency-cruiser';
import { describe, expect, it, vi } from 'vitest';
import { cycleGroups } from '../../../src/reporters/cruise/circular.ts';
import { cruiserReporter, renderCruiseResult } from '../../../src/reporters/dependency-cruiser.ts';
import { emptyReport, hostileReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const result = JSON.parse(renderCruiseResult(sampleReport('check'))) as ICruiseResult;
const module = (source: string) => result.modules.find((module) => module.source === source);
const render = (name: string) => cruiserReporter(name)(sampleReport('check'), PLAIN);

/** The compiled JSON schema that dependency-cruiser ships and checks results against. */
async function schemaProblems(value: unknown): Promise<unknown> {
  const file = 'node_modules/dependency-cruiser/src/schema/cruise-result.validate.mjs';
  const url = new URL(`../../../${file}`, import.meta.url).href;
  const { validate } = (await import(url)) as {
    validate: ((value: unknown) => boolean) & { errors: unknown };
  };
  return validate(value) ? null : validate.errors;
}

describe('the cruise result', () => {
  it("is valid by dependency-cruiser's own schema", async () => {
    expect(await schemaProblems({ ...result, surprise: 1 })).not.toBeNull();
    for (const report of [
      sampleReport('check'),
      sampleReport('graph'),
      sampleReport('why'),
      emptyReport('check'),
      hostileReport('check'),
    ]) {
      expect(await schemaProblems(JSON.parse(renderCruiseResult(report)))).toBeNull();
    }
  });

  it('names builtins, packages and unresolved imports as dependency-cruiser does', () => {
    expect(module('fs')).toMatchObject({ coreModule: true, followable: false, dependencyTypes: ['core'] });
    expect(module('fsevents')).toMatchObject({ couldNotResolve: true });
    expect(module('node_modules/typescript/lib/typescript.js')?.dependencyTypes).toEqual(['npm']);
  });

  it('describes imports', () => {
    const imports = module('src/cli.ts')?.dependencies ?? [];
    expect(imports.find(({ resolved }) => resolved === 'src/commands/sync.ts')).toMatchObject({
      dynamic: true,
      dependencyTypes: ['local', 'dynamic-import'],
      moduleSystem: 'es6',
    });
    expect(imports.find(({ resolved }) => resolved === 'src/types.ts')).toMatchObject({
      typeOnly: true,
      preCompilationOnly: true,
    });
    expect(module('src/log.ts')?.dependencies.map(({ resolved, circular }) => [resolved, circular])).toEqual([
      ['src/paint.ts', true],
      ['node_modules/.pnpm/pino@9.1.0/node_modules/pino/pino.js', false],
      ['fsevents', false],
    ]);
    expect(module('src/paint.ts')?.dependents).toEqual(['src/cli.ts', 'src/log.ts']);
  });

  it('makes findings violations, with the chain', () => {
    const { error, warn, info, violations } = result.summary;
    expect({ error, warn, info }).toEqual({ error: 3, warn: 2, info: 1 });
    expect(violations.find(({ rule }) => rule.name === 'forbidden: typescript')).toMatchObject({
      type: 'reachability',
      from: 'bin/tracker.ts',
      to: 'node_modules/typescript/lib/typescript.js',
      via: [
        { name: 'src/cli.ts' },
        { name: 'src/commands/migrate.ts' },
        { name: 'node_modules/ts-morph/dist/ts-morph.js' },
        { name: 'node_modules/typescript/lib/typescript.js' },
      ],
    });
  });
});

describe('its reporters', () => {
  it('err prints the findings, counts them the same and shows the chain', async () => {
    const text = await render('err');
    expect(text).toContain(
      'error forbidden: typescript: bin/tracker.ts → node_modules/typescript/lib/typescript.js\n      src/cli.ts →',
    );
    expect(text).toContain(
      'x 6 dependency violations (3 errors, 2 warnings). 15 modules, 19 dependencies cruised.',
    );
  });

  it('dot, mermaid, metrics and json work', async () => {
    expect(await render('dot')).toContain('"src/cli.ts" -> "src/log.ts"');
    expect(await render('mermaid')).toMatch(/^flowchart LR\n[^]*\["cli\.ts"\]/);
    expect(await render('metrics')).toMatch(/folder {2}src\/commands +2 +2 +4 +67%/);
    expect(JSON.parse(await render('json'))).toEqual(result);
  });

  it('err is coloured only where that is asked for', async () => {
    vi.stubEnv('FORCE_COLOR', '1');
    const colored = await cruiserReporter('err')(sampleReport('check'), { ...PLAIN, color: true });
    const plain = await render('err');
    vi.unstubAllEnvs();
    expect(colored).toContain('\u001b[31m');
    expect(plain).not.toContain('\u001b');
  });
});

describe('cycleGroups', () => {
  const sameGroup = (targets: number[][], one: number, other: number) => {
    const groups = cycleGroups(targets);
    return groups[one] === groups[other];
  };

  it('puts together what reaches each other, and nothing else', () => {
    // 0 -> 1 -> 2 -> 0, 2 -> 3 <-> 4, 5 alone
    const targets = [[1], [2], [0, 3], [4], [3], []];
    expect(sameGroup(targets, 0, 2)).toBe(true);
    expect(sameGroup(targets, 3, 4)).toBe(true);
    expect(sameGroup(targets, 2, 3)).toBe(false);
    expect(sameGroup(targets, 4, 5)).toBe(false);
  });

  it('agrees with mutual reachability on random graphs', () => {
    let seed = 1;
    const random = (size: number) => (seed = (seed * 48_271) % 2_147_483_647) % size;
    for (let round = 0; round < 200; round++) {
      const size = 1 + random(8);
      const targets = Array.from({ length: size }, () =>
        Array.from({ length: random(3) }, () => random(size)),
      );
      const reaches = targets.map((_, start) => reachable(targets, start));
      for (let one = 0; one < size; one++) {
        for (let other = 0; other < size; other++) {
          const mutual = one === other || (reaches[one]?.has(other) && reaches[other]?.has(one)) === true;
          expect(sameGroup(targets, one, other), JSON.stringify(targets)).toBe(mutual);
        }
      }
    }
  });

  it('has no recursion limit', () => {
    const size = 100_000;
    const ring = Array.from({ length: size }, (_, node) => [(node + 1) % size]);
    expect(new Set(cycleGroups(ring)).size).toBe(1);
  });
});

function reachable(targets: readonly number[][], start: number): Set<number> {
  const seen = new Set<number>();
  const open = [start];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const target of targets[node] ?? []) {
      if (!seen.has(target)) open.push(target);
      seen.add(target);
    }
  }
  return seen;
}
